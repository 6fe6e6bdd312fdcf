#ifndef CALIPER_TERMINAL_GUARD_H
#define CALIPER_TERMINAL_GUARD_H

#include <stddef.h>
#include <termios.h>

// Why this is C: a signal handler may call only what POSIX lists as async-signal-safe. A Swift
// function may allocate, retain or take a lock at any line, so it can never promise that.

/// Remembers how to give the terminal back: its settings, and the bytes that leave the alternate
/// screen. From here to `caliper_guard_disarm`, a crash or `exit` restores it.
/// Returns 0, or -1 with errno: EBUSY where one terminal is already guarded, E2BIG where `leave` is
/// longer than a terminal description can make it.
int caliper_guard_arm(
    int terminal, const struct termios *settings, const char *leave, size_t leave_length);

/// Forgets the terminal, which its owner has restored.
void caliper_guard_disarm(void);

/// Restores the terminal if it is armed. Async-signal-safe.
void caliper_guard_restore(void);

/// Sends standard error into a file without a name, so that no library can write over the screen.
/// Returns 0, or -1 with errno.
int caliper_guard_hold_standard_error(void);

/// Gives standard error back, and writes to it what was held. Async-signal-safe.
void caliper_guard_release_standard_error(void);

/// Turns INT, TERM, HUP, QUIT, TSTP, CONT and WINCH into bytes on `pipe`, each the signal's number,
/// and lets SEGV, ILL, TRAP, BUS, ABRT and FPE restore the terminal before they do what they did.
///
/// A second INT, TERM or QUIT that comes half a second or more after the first restores the
/// terminal and ends the process. HUP is left out: a dropped line sends it twice, and the first
/// deserves its autosave.
/// Returns 0, or -1 with errno.
int caliper_signals_install(int pipe);

/// Puts back every signal's former action.
void caliper_signals_remove(void);

/// Stops the process group as Ctrl-Z does, with the default action for TSTP while it lasts.
void caliper_signals_stop(void);

/// A pipe whose ends neither block nor outlive `exec`. Returns 0, or -1 with errno.
int caliper_wake_pipe(int *read_end, int *write_end);

/// A pipe with much room, whose writing end blocks and whose reading end does not; neither outlives
/// `exec`. Returns 0, or -1 with errno.
int caliper_output_pipe(int *read_end, int *write_end);

/// The value that switches a control character of `termios` off.
unsigned char caliper_disabled_control(void);

/// The size of a terminal in cells, or -1 with errno; 0 by 0 where the line does not know.
int caliper_window_size(int terminal, int *columns, int *rows);

#endif
