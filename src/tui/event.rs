//! What happens outside, as one closed list, through one channel.
//!
//! Two threads wait, one for the keyboard and one for signals; both sleep until something happens, so an
//! idle desk uses no CPU.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crossterm::event::{self, KeyEvent, KeyEventKind};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// The system asks the program to end, or the terminal is gone.
    Terminate,
}

/// Starts listening.
pub(super) fn listen() -> io::Result<Receiver<Event>> {
    let (sender, receiver) = mpsc::channel();
    signals(sender.clone())?;
    thread::Builder::new().name("keyboard".into()).spawn(move || keyboard(&sender))?;
    Ok(receiver)
}

fn keyboard(sender: &Sender<Event>) {
    loop {
        let event = match event::read() {
            Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => Event::Key(key),
            Ok(event::Event::Paste(text)) => Event::Paste(text),
            Ok(event::Event::Resize(width, height)) => Event::Resize(width, height),
            Ok(_) => continue,
            Err(_) => Event::Terminate,
        };
        let last = event == Event::Terminate;
        if sender.send(event).is_err() || last {
            return;
        }
    }
}

#[cfg(unix)]
fn signals(sender: Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for _ in signals.forever() {
            if sender.send(Event::Terminate).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn signals(_sender: Sender<Event>) -> io::Result<()> {
    Ok(())
}
