#define _GNU_SOURCE
#include "TerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

// The state of signal handlers is global because signals are. It is written while disarmed, and
// `armed` is exchanged atomically, so that of two threads that crash at once one restores.

static int terminal_fd = -1;
static struct termios terminal_settings;
static char leave_bytes[512];
static size_t leave_count;
static int armed;

static int held_error_fd = -1;   // the file that standard error goes to
static int former_error_fd = -1; // where it went before

static int request_pipe = -1;
static volatile sig_atomic_t end_was_requested;
static struct timespec end_requested_at;

static void write_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return; // the line is gone, or blocked for good
    bytes += written;
    count -= (size_t)written;
  }
}

// MARK: The terminal

/// Undoes Ctrl-S. TCOON would only undo TCOOFF; output stopped from the keyboard goes on when IXON
/// is taken away, which the settings that follow bring back.
static void start_output(void) {
  struct termios settings;
  if (tcgetattr(terminal_fd, &settings) < 0) return;
  settings.c_iflag &= ~(tcflag_t)IXON;
  tcsetattr(terminal_fd, TCSANOW, &settings);
}

static void restore_at_exit(void) { caliper_guard_restore(); }

int caliper_guard_arm(
    int terminal, const struct termios *settings, const char *leave, size_t leave_length) {
  static int registered;
  if (__atomic_load_n(&armed, __ATOMIC_SEQ_CST)) {
    errno = EBUSY;
    return -1;
  }
  if (leave_length > sizeof leave_bytes) {
    errno = E2BIG;
    return -1;
  }
  if (!registered) registered = atexit(restore_at_exit) == 0;
  terminal_fd = terminal;
  terminal_settings = *settings;
  memcpy(leave_bytes, leave, leave_length);
  leave_count = leave_length;
  __atomic_store_n(&armed, 1, __ATOMIC_SEQ_CST);
  return 0;
}

void caliper_guard_disarm(void) { __atomic_store_n(&armed, 0, __ATOMIC_SEQ_CST); }

void caliper_guard_restore(void) {
  if (__atomic_exchange_n(&armed, 0, __ATOMIC_SEQ_CST)) {
    int error = errno;
    // In the background, tcsetattr would stop us by TTOU; blocked, it goes through.
    sigset_t stop, former;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, &former);
    start_output(); // after Ctrl-S the write below would wait for ever
    write_all(terminal_fd, leave_bytes, leave_count);
    tcsetattr(terminal_fd, TCSANOW, &terminal_settings);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    errno = error;
  }
  caliper_guard_release_standard_error();
}

// MARK: Standard error

int caliper_guard_hold_standard_error(void) {
  if (former_error_fd >= 0) return 0;
  int file = memfd_create("caliper-standard-error", MFD_CLOEXEC);
  if (file < 0) return -1;
  // Above the standard three, or a closed descriptor 2 could be filled by our own file.
  int former = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (former < 0 || dup2(file, STDERR_FILENO) < 0) {
    int error = errno;
    close(file);
    if (former >= 0) close(former);
    errno = error;
    return -1;
  }
  held_error_fd = file;
  former_error_fd = former;
  return 0;
}

void caliper_guard_release_standard_error(void) {
  int former = __atomic_exchange_n(&former_error_fd, -1, __ATOMIC_SEQ_CST);
  if (former < 0) return;
  int error = errno;
  dup2(former, STDERR_FILENO);
  close(former);
  // Enough for any message and a long backtrace; more would bury the shell's prompt.
  char bytes[4096];
  off_t position = 0;
  while (position < 64 * 1024) {
    ssize_t count = pread(held_error_fd, bytes, sizeof bytes, position);
    if (count <= 0) break;
    // What libraries print may quote a file's own bytes, and those may hold escape sequences.
    for (ssize_t i = 0; i < count; i++) {
      unsigned char byte = (unsigned char)bytes[i];
      if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) bytes[i] = '?';
    }
    write_all(STDERR_FILENO, bytes, (size_t)count);
    position += count;
  }
  close(held_error_fd);
  held_error_fd = -1;
  errno = error;
}

// MARK: Signals

struct handled {
  int signal;
  void (*handler)(int, siginfo_t *, void *);
  int flags;
  struct sigaction former;
};

static void on_request(int signal, siginfo_t *info, void *context);
static void on_crash(int signal, siginfo_t *info, void *context);

static struct handled handled[] = {
    {.signal = SIGINT, .handler = on_request, .flags = SA_RESTART},
    {.signal = SIGTERM, .handler = on_request, .flags = SA_RESTART},
    {.signal = SIGHUP, .handler = on_request, .flags = SA_RESTART},
    {.signal = SIGQUIT, .handler = on_request, .flags = SA_RESTART},
    {.signal = SIGTSTP, .handler = on_request, .flags = SA_RESTART},
    {.signal = SIGCONT, .handler = on_request, .flags = SA_RESTART},
    {.signal = SIGWINCH, .handler = on_request, .flags = SA_RESTART},
    // On a stack of its own where the thread has one: a stack that overflowed has no room.
    {.signal = SIGSEGV, .handler = on_crash, .flags = SA_ONSTACK},
    {.signal = SIGILL, .handler = on_crash, .flags = SA_ONSTACK},
    {.signal = SIGTRAP, .handler = on_crash, .flags = SA_ONSTACK},
    {.signal = SIGBUS, .handler = on_crash, .flags = SA_ONSTACK},
    {.signal = SIGABRT, .handler = on_crash, .flags = SA_ONSTACK},
    {.signal = SIGFPE, .handler = on_crash, .flags = SA_ONSTACK},
};
enum { handled_count = sizeof handled / sizeof handled[0] };

static int half_a_second_has_passed(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  long milliseconds = (now.tv_sec - end_requested_at.tv_sec) * 1000 +
                      (now.tv_nsec - end_requested_at.tv_nsec) / 1000000;
  return milliseconds >= 500;
}

static void on_request(int number, siginfo_t *info, void *context) {
  (void)info;
  (void)context;
  int error = errno;
  if (number == SIGINT || number == SIGTERM || number == SIGQUIT) {
    // After Ctrl-S the loop may be in the middle of a write that would never end.
    if (__atomic_load_n(&armed, __ATOMIC_SEQ_CST)) start_output();
    if (end_was_requested && half_a_second_has_passed()) {
      caliper_guard_restore();
      signal(number, SIG_DFL);
      raise(number); // delivered when this handler returns
      return;
    }
    if (!end_was_requested) {
      clock_gettime(CLOCK_MONOTONIC, &end_requested_at);
      end_was_requested = 1;
    }
  }
  unsigned char byte = (unsigned char)number;
  // A full pipe already has the loop's attention.
  ssize_t ignored = write(request_pipe, &byte, 1);
  (void)ignored;
  errno = error;
}

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  caliper_guard_restore();
  // Hand the signal to whoever had it: the default action, or Swift's backtrace.
  for (int i = 0; i < handled_count; i++)
    if (handled[i].signal == number) sigaction(number, &handled[i].former, NULL);
  // A faulting instruction runs again on return and faults again, with its own context. What was
  // sent by abort() or kill(), or has already stepped past its breakpoint, must be raised anew.
  if (info->si_code <= 0 || number == SIGTRAP) raise(number);
}

int caliper_signals_install(int pipe) {
  static char crash_stack[64 * 1024];
  stack_t present;
  // Only where there is none: Swift's backtrace may have brought its own.
  if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE)) {
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, NULL);
  }
  request_pipe = pipe;
  end_was_requested = 0;
  for (int i = 0; i < handled_count; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handled[i].handler;
    action.sa_flags = handled[i].flags | SA_SIGINFO;
    sigfillset(&action.sa_mask);
    if (handled[i].handler == on_crash) sigemptyset(&action.sa_mask);
    if (sigaction(handled[i].signal, &action, &handled[i].former) < 0) {
      int error = errno;
      while (i-- > 0) sigaction(handled[i].signal, &handled[i].former, NULL);
      errno = error;
      return -1;
    }
    // Under nohup, a hang-up is to be ignored.
    if (handled[i].signal == SIGHUP && handled[i].former.sa_handler == SIG_IGN)
      sigaction(SIGHUP, &handled[i].former, NULL);
  }
  return 0;
}

void caliper_signals_remove(void) {
  for (int i = 0; i < handled_count; i++)
    sigaction(handled[i].signal, &handled[i].former, NULL);
}

void caliper_signals_stop(void) {
  struct sigaction stop, former;
  memset(&stop, 0, sizeof stop);
  stop.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &stop, &former);
  // The whole group, as the terminal would: a script that started us has to stop too, or the
  // shell above it never gets its prompt back.
  kill(0, SIGTSTP);
  // The kernel may deliver it to another thread, a moment later.
  struct timespec moment = {.tv_sec = 0, .tv_nsec = 20 * 1000000};
  nanosleep(&moment, NULL);
  sigaction(SIGTSTP, &former, NULL);
}

// MARK: What Glibc's Swift overlay leaves out

int caliper_wake_pipe(int *read_end, int *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) return -1;
  *read_end = ends[0];
  *write_end = ends[1];
  return 0;
}

int caliper_output_pipe(int *read_end, int *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  // Room for a frame, so that its writer need not wait; a smaller pipe works as well.
  fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  *read_end = ends[0];
  *write_end = ends[1];
  return 0;
}

unsigned char caliper_disabled_control(void) { return _POSIX_VDISABLE; }

int caliper_window_size(int terminal, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) < 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}
