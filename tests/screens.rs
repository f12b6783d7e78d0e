//! Every screen as a golden text, and the desk's behaviour by events: keys in, model and screen out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "common/screen.rs"]
mod screen;

use screen::Desk;

macro_rules! golden {
    ($name:expr, $text:expr) => {
        insta::with_settings!({ snapshot_path => "screens", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 35), (200, 60)];

#[test]
fn browse() {
    for profile in ["empty", "typical", "open"] {
        for size in SIZES {
            let desk = Desk::open(profile, size);
            golden!(format!("browse-{profile}-{}x{}", size.0, size.1), desk.screen());
        }
    }
}
#[test]
fn probe() {
    let show = |name: &str, desk: &Desk| println!("=== {name}\n{}", desk.screen());
    for (name, profile, keys, size) in [
        ("form typical 80", "typical", "f2", (80, 24)),
        ("form typical 60", "typical", "f2", (60, 16)),
        ("form open 120", "open", "f2", (120, 35)),
        ("form typical edit", "typical", "f2 enter 7 0 % x", (80, 24)),
        ("pick", "empty", "f2 enter", (80, 24)),
        ("detail 60", "typical", "tab", (60, 16)),
        ("help", "typical", "f1", (80, 24)),
        ("help end", "typical", "f1 end", (80, 24)),
    ] {
        let mut desk = Desk::open(profile, size);
        desk.press(keys);
        show(name, &desk);
    }
}
