#ifndef CALIPER_CNCURSES_H
#define CALIPER_CNCURSES_H

// First: <term.h> makes macros of words such as "columns".
#include "TerminalGuard.h"

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#include <wchar.h>

// What Swift cannot import: function-like macros, and C globals that it must take for unsafe.

static inline attr_t caliper_bold(void) { return A_BOLD; }
static inline attr_t caliper_reverse(void) { return A_REVERSE; }
static inline attr_t caliper_underline(void) { return A_UNDERLINE; }
static inline attr_t caliper_dim(void) { return A_DIM; }

static inline WINDOW *caliper_stdscr(void) { return stdscr; }
static inline WINDOW *caliper_curscr(void) { return curscr; }

static inline TERMINAL *caliper_current_terminal(void) { return cur_term; }

/// The number of colour pairs of the current screen, or 0 before `start_color`.
static inline int caliper_color_pairs(void) { return COLOR_PAIRS; }

/// `setcchar` with a pair above 255, which goes through its last argument.
static inline int caliper_set_cell(
    cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  return setcchar(cell, text, attributes, 0, &pair);
}

#endif
