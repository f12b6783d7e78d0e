//! The terminal as a resource: taken over at the start, given back on every way out.
//!
//! Invariants: whatever happens after [`Screen::open`] (a quit, an error, a panic, SIGTERM), the
//! terminal is restored exactly once; one frame is one write inside one synchronised update, because
//! ratatui alone would flush the cursor before it has moved; where nothing changed nothing is written.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::{cursor, event, execute, queue, style, terminal};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

/// Whether the terminal is ours at the moment; the panic hook must know without a `Screen` at hand.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Collects what a frame writes; a flush of ratatui's goes nowhere.
#[derive(Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal while the program has it.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    buffer: FrameBuffer,
    /// What ratatui writes for a frame in which no cell changed, without the cursor's place.
    idle: Vec<u8>,
    /// The cursor's place as the frame before left it.
    cursor: Vec<u8>,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn open() -> io::Result<Screen> {
        // NO_COLOR must not reach crossterm, which would drop reverse and bold with the colours; the
        // mono theme of ours uses no colour in the first place.
        style::force_color_output(true);
        let buffer = FrameBuffer::default();
        let mut terminal = Terminal::new(CrosstermBackend::new(buffer.clone()))?;
        // Two blank frames before anything is on screen: the second shows what "nothing" looks like.
        let mut idle = Vec::new();
        for _ in 0..2 {
            terminal.draw(|frame| frame.set_cursor_position((0, 0)))?;
            idle = std::mem::take(&mut *buffer.0.borrow_mut());
        }
        idle.truncate(cursor_start(&idle));
        let screen = Screen { terminal, buffer, idle, cursor: Vec::new() };
        restore_on_panic();
        take()?;
        Ok(screen)
    }

    /// Draws one frame and writes it in one go.
    pub(super) fn draw(&mut self, view: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(view)?;
        let frame = std::mem::take(&mut *self.buffer.0.borrow_mut());
        // An unchanged frame still asks for the same cursor again; that is nothing to write.
        let (cells, cursor) = frame.split_at(cursor_start(&frame));
        if cells == self.idle && cursor == self.cursor {
            return Ok(());
        }
        self.cursor = cursor.to_vec();
        let mut whole = Vec::with_capacity(frame.len() + 32);
        queue!(whole, terminal::BeginSynchronizedUpdate)?;
        whole.extend_from_slice(&frame);
        queue!(whole, terminal::EndSynchronizedUpdate)?;
        let mut out = io::stdout().lock();
        out.write_all(&whole)?;
        out.flush()
    }

    /// Forgets what is on screen, so that the next frame is drawn whole.
    pub(super) fn redraw(&mut self, width: u16, height: u16) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal where its cursor is and wait for the answer, which
        // the keyboard thread may take away; `resize` clears just as well and asks nothing.
        self.terminal.resize(Rect::new(0, 0, width, height))?;
        self.cursor.clear();
        Ok(())
    }

    /// Hands the terminal back to the shell, stops until the shell continues us, and takes it again.
    #[cfg(unix)]
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back()?;
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        take()?;
        let (width, height) = terminal::size()?;
        self.redraw(width, height)
    }

    /// There is no job control to suspend to.
    #[cfg(not(unix))]
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where the sequence that places the cursor begins; a frame always ends with it.
fn cursor_start(frame: &[u8]) -> usize {
    frame.iter().rposition(|byte| *byte == 0x1b).unwrap_or(frame.len())
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing is left to do about a terminal that is gone.
        let _ = give_back();
    }
}

fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(io::stdout(), terminal::EnterAlternateScreen, event::EnableBracketedPaste)
}

fn give_back() -> io::Result<()> {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let written = execute!(
        io::stdout(),
        terminal::EndSynchronizedUpdate,
        style::ResetColor,
        style::SetAttribute(style::Attribute::Reset),
        event::DisableBracketedPaste,
        terminal::LeaveAlternateScreen,
        cursor::Show
    );
    terminal::disable_raw_mode()?;
    written
}

/// A panic's message must land on a usable terminal.
fn restore_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let _ = give_back();
        report(panic);
    }));
}
