import ArgumentParser

@main
struct Caliper: ParsableCommand {}
