//! The house rules that a compiler cannot hold: who may import whom, who may touch the outside world,
//! what every file says of itself. Each rule is a row of a table with its reason; what breaks one is
//! named by file, line and rule.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

use std::collections::BTreeSet;
use std::fs;

#[path = "common/source.rs"]
mod source;

use source::{Import, Source, imports, root, sources};

/// Who may import whom, by path of modules below the crate's root: the row with the longest name that
/// fits a module is its rule, and a name stands for everything below it.
struct Layer {
    module: &'static str,
    may: &'static [&'static str],
    why: &'static str,
}

const fn layer(module: &'static str, may: &'static [&'static str], why: &'static str) -> Layer {
    Layer { module, may, why }
}

const FACE: &str = "the faces know everything below them and never each other";

const LAYERS: &[Layer] = &[
    layer("domain", &["domain"], "the core knows nothing else of ours"),
    layer("text", &["text"], "text on its way to a terminal knows nothing of ours"),
    layer("search", &["search", "domain", "text"], "search::corpus reads the catalogue; no face, disk or environment"),
    layer("handbook", &["handbook", "domain", "text"], "reads the official text for whoever asks"),
    layer("report", &["report", "domain", "text"], "an assessment goes to a writer; whose it is, is not its business"),
    layer("assets", &["assets", "domain", "text"], "gives sources to the catalogue"),
    layer(
        "store",
        &["store", "assets", "domain", "text"],
        "`sample:NAME` opens like a profile, and samples are assets",
    ),
    layer("env", &["env", "domain"], "finds out the language, which is a type of the domain"),
    layer("cli", &["cli", "domain", "text", "search", "handbook", "report", "store", "assets", "env"], FACE),
    layer("tui", &["tui", "domain", "text", "search", "handbook", "report", "store", "assets", "env"], FACE),
    layer(
        "tui::model",
        &["tui::model", "domain", "text", "search", "handbook", "store"],
        "the state knows neither how it changes nor how it looks",
    ),
    layer(
        "tui::content",
        &["tui::content", "tui::model", "tui::action", "tui::keymap", "domain", "text", "search", "handbook", "report"],
        "what panes say comes from the model; update and view both build on it",
    ),
    layer(
        "tui::update",
        &[
            "tui::update",
            "tui::action",
            "tui::content",
            "tui::event",
            "tui::keymap",
            "tui::layout",
            "tui::model",
            "domain",
            "text",
            "search",
            "handbook",
            "report",
            "store",
        ],
        "update neither draws nor touches the terminal: sizes come in as events, the rest goes out as effects",
    ),
    layer(
        "tui::view",
        &[
            "tui::view",
            "tui::action",
            "tui::content",
            "tui::keymap",
            "tui::layout",
            "tui::model",
            "tui::theme",
            // Questions that update has to ask itself, so that drawing and scrolling cannot disagree.
            "tui::update::change_rows",
            "tui::update::context",
            "tui::update::detail_lines",
            "tui::update::form_rows",
            "tui::update::match_input",
            "tui::update::hit_of",
            "tui::update::next_subject",
            "tui::update::official_page",
            "tui::update::total_lines",
            "domain",
            "text",
            "search",
            "handbook",
            "report",
        ],
        "view reads the model and never writes it; of update it takes only what answers questions",
    ),
];

/// A word that only some files may use.
struct Word {
    name: &'static str,
    words: &'static [&'static str],
    /// The files and folders that the rule is about.
    within: &'static [&'static str],
    /// The files and folders that are free to use them.
    except: &'static [&'static str],
    /// Whether unit tests are bound by it as well.
    in_tests: bool,
    why: &'static str,
}

/// Everything that is ours.
const ALL: &[&str] = &["src", "tests", "benches"];

const WORDS: &[Word] = &[
    Word {
        name: "clock",
        words: &["Local::now", "Utc::now", "SystemTime", "Instant::now"],
        within: &["src"],
        except: &["src/env.rs"],
        in_tests: false,
        why: "only env reads the clock, so that everything else can be tested with a made-up date",
    },
    Word {
        name: "environment",
        words: &["std::env", "env::var", "env::current_dir", "etcetera::"],
        within: &["src"],
        // The arguments are main's to hand on.
        except: &["src/env.rs", "src/main.rs"],
        in_tests: false,
        why: "only env reads the environment and the folders of the platform",
    },
    Word {
        name: "printing",
        words: &["println!", "print!", "eprintln!", "eprint!", "stdout()", "stderr()", "dbg!"],
        within: &["src"],
        // env only asks whether they are terminals; the desk's terminal is its canvas; the build script
        // talks to cargo.
        except: &["src/main.rs", "src/cli", "src/env.rs", "src/tui/terminal.rs", "src/build.rs"],
        in_tests: false,
        why: "only main and cli print; everything else gives values back or takes a writer",
    },
    Word {
        name: "disk",
        words: &["std::fs", "fs::", "File::", "OpenOptions", "tempfile::", ".read_dir()", ".metadata()"],
        within: &["src"],
        except: &[
            "src/store.rs",
            "src/store",
            "src/assets.rs",
            "src/handbook.rs",
            "src/handbook",
            "src/tui/mod.rs",
            "src/tui/terminal.rs",
        ],
        in_tests: false,
        why: "only store, assets, handbook and the desk's effect runner touch the disk",
    },
    Word {
        name: "paths",
        words: &[".exists()", ".try_exists()", ".is_dir()", ".is_file()", ".canonicalize()"],
        within: &["src"],
        // Whether an argument names anything is a question of usage, asked before the work begins.
        except: &[
            "src/store.rs",
            "src/store",
            "src/assets.rs",
            "src/handbook.rs",
            "src/handbook",
            "src/tui/mod.rs",
            "src/cli/load.rs",
        ],
        in_tests: false,
        why: "what is there and what is not changes under a program: one place asks, and then opens",
    },
    Word {
        name: "threads",
        words: &["std::thread", "thread::"],
        within: &["src"],
        except: &["src/tui/event.rs"],
        in_tests: true,
        why: "update and draw are synchronous; threads only wait for the keyboard and for signals",
    },
    Word {
        name: "terminal",
        words: &["crossterm::terminal", "terminal::size", "enable_raw_mode"],
        within: &["src"],
        // What is printed on a terminal is filled to its width.
        except: &["src/tui/mod.rs", "src/tui/terminal.rs", "src/env.rs", "src/cli/context.rs"],
        in_tests: true,
        why: "sizes enter the desk as events; only its terminal and its loop speak to the real one",
    },
    Word {
        name: "toolkit",
        words: &["ratatui", "crossterm"],
        within: &[
            "src/domain",
            "src/text",
            "src/search",
            "src/handbook",
            "src/report",
            "src/store.rs",
            "src/assets.rs",
            "src/tui/model",
            "src/tui/content",
            "src/tui/action.rs",
        ],
        except: &[],
        in_tests: true,
        why: "what is known and said is free of the toolkit, so that every face can use it",
    },
    Word {
        name: "view writes nothing",
        words: &["&mut App", "&mut Session", "&mut Form", "&mut Tree"],
        within: &["src/tui/view", "src/tui/content"],
        except: &[],
        in_tests: true,
        why: "the same model gives the same screen, however often it is drawn",
    },
    Word {
        name: "no sleep",
        words: &["sleep(", "sleep_ms", "park_timeout"],
        within: ALL,
        except: &[],
        in_tests: true,
        why: "a test that sleeps is slow on one machine and fails on another: wait for a message",
    },
    Word {
        name: "no ignored test",
        words: &["#[ignore"],
        within: ALL,
        except: &[],
        in_tests: true,
        why: "`cargo test` runs them all",
    },
];

/// What may stand at the top of the repository; small dotfiles besides.
const TOP: &[&str] = &["Cargo.toml", "Cargo.lock", "README.md", "src", "data", "tests", "benches", "target"];

/// What breaks a rule today and is to be mended, by file and rule; a row that is mended has to go.
const OWED: &[(&str, &str)] = &[];

/// A file past this wants a split, unless its header says why it is long.
const LONGEST: usize = 600;
/// A file past this is named, so that it is seen before it wants one.
const LONG: usize = 400;
/// The words with which a header says why its file is long.
const LONG_REASONS: [&str; 2] = ["pure table", "long because"];

/// Whether a path of modules is this one or lies below it.
fn is_below(path: &str, module: &str) -> bool {
    path == module || path.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"))
}

fn broken_imports(source: &Source) -> Vec<String> {
    let module = source.module().join("::");
    // The crate's root only lists modules, and main is the one place that knows both faces.
    if module.is_empty() || module == "build" {
        return Vec::new();
    }
    let fits = |layer: &&Layer| is_below(&module, layer.module);
    let Some(layer) = LAYERS.iter().filter(fits).max_by_key(|layer| layer.module.len()) else {
        return vec![format!("{}:1: [layers] `{module}` has no row: say what it may import", source.path)];
    };
    let mut broken = Vec::new();
    for Import { line, path } in imports(source) {
        let mut path = path.join("::");
        // The macro stands at the root and belongs to domain::message.
        if path == "message" || path.starts_with("message::") {
            path = "domain::message".to_owned();
        }
        // `use super::update;` by itself says nothing yet: what is taken from it is seen where it is
        // used, as `update::name`.
        let may = |allowed: &&str| {
            is_below(&path, allowed) || (path == "tui::update" && allowed.starts_with("tui::update::"))
        };
        if !path.is_empty() && !layer.may.iter().any(may) {
            let (file, line, why) = (&source.path, line + 1, layer.why);
            broken.push(format!("{file}:{line}: [imports of {}] `{path}`: {why}", layer.module));
        }
    }
    if is_below(&module, "tui::view") {
        broken.extend(broken_questions(source, layer));
    }
    broken
}

/// What view takes through a `use` of the whole of update.
fn broken_questions(source: &Source, layer: &Layer) -> Vec<String> {
    let mut broken = Vec::new();
    for (number, line) in source.code.lines().enumerate() {
        for (at, _) in line.match_indices("update::") {
            let path = format!("tui::{}", &line[at..]);
            let end = path.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(path.len());
            if !layer.may.contains(&&path[..end]) {
                let (file, line) = (&source.path, number + 1);
                broken.push(format!("{file}:{line}: [imports of tui::view] `{}`: {}", &path[..end], layer.why));
            }
        }
    }
    broken
}

fn is_within(path: &str, places: &[&str]) -> bool {
    let holds = |place: &&str| path == *place || path.strip_prefix(*place).is_some_and(|rest| rest.starts_with('/'));
    places.iter().any(holds)
}

/// Where a word stands in a line by itself: `print!` is no part of `eprint!`.
fn has_word(line: &str, word: &str) -> bool {
    let begins_in_name = word.starts_with(|c: char| c.is_alphanumeric());
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().unwrap_or(' ');
        !(begins_in_name && (before.is_alphanumeric() || before == '_'))
    })
}

fn broken_words(source: &Source, test_modules: &BTreeSet<String>) -> Vec<String> {
    let is_test_file = test_modules.contains(&source.module().join("::"));
    let mut broken = Vec::new();
    for rule in WORDS {
        if !is_within(&source.path, rule.within) || is_within(&source.path, rule.except) {
            continue;
        }
        for (number, line) in source.code.lines().enumerate() {
            let is_test = is_test_file || number >= source.tests_from || source.path.starts_with("tests/");
            if is_test && !rule.in_tests {
                continue;
            }
            for word in rule.words.iter().filter(|word| has_word(line, word)) {
                let (file, line) = (&source.path, number + 1);
                broken.push(format!("{file}:{line}: [{}] `{word}`: {}", rule.name, rule.why));
            }
        }
    }
    broken
}

/// The first paragraph of the header; empty when the file does not begin with one.
fn header(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    let paragraph = lines.map(str::trim).take_while(|line| !line.is_empty());
    paragraph.collect::<Vec<_>>().join(" ")
}

fn broken_header(source: &Source) -> Option<String> {
    let header = header(&source.text);
    let words = header.split_whitespace().count();
    let is_sentence = words >= 5 && header.ends_with(['.', ':', '?', '!', '。']) && !header.contains("TODO");
    (!is_sentence).then(|| {
        format!(
            "{}:1: [header] `{header}`: every file opens with `//!` and a sentence on what it owns and why it exists",
            source.path
        )
    })
}

fn broken_length(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    let says_why = || {
        let header: Vec<&str> = source.text.lines().take_while(|line| line.starts_with("//!")).collect();
        LONG_REASONS.iter().any(|reason| header.join(" ").contains(reason))
    };
    (lines > LONGEST && !says_why()).then(|| {
        format!(
            "{}:{lines}: [length] past {LONGEST} lines a file wants a split, or a header with one of {LONG_REASONS:?}",
            source.path
        )
    })
}

fn test_modules(sources: &[Source]) -> BTreeSet<String> {
    sources.iter().flat_map(Source::test_modules).collect()
}

fn fail_on(broken: &[String]) {
    let is_owed = |one: &&String| OWED.iter().any(|(file, rule)| one.starts_with(file) && one.contains(rule));
    let broken: Vec<&str> = broken.iter().filter(|one| !is_owed(one)).map(String::as_str).collect();
    assert!(broken.is_empty(), "{} house rules broken:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn imports_run_one_way() {
    let sources = sources();
    let ours = sources.iter().filter(|source| source.path.starts_with("src/"));
    fail_on(&ours.flat_map(broken_imports).collect::<Vec<_>>());
}

#[test]
fn only_some_files_touch_the_outside_world() {
    let sources = sources();
    let test_modules = test_modules(&sources);
    let broken = sources.iter().flat_map(|source| broken_words(source, &test_modules));
    fail_on(&broken.collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_it_owns() {
    fail_on(&sources().iter().filter_map(broken_header).collect::<Vec<_>>());
}

#[test]
fn no_file_grows_past_reading() {
    let sources = sources();
    for source in &sources {
        let lines = source.text.lines().count();
        if lines > LONG {
            println!("{} has {lines} lines", source.path);
        }
    }
    fail_on(&sources.iter().filter_map(broken_length).collect::<Vec<_>>());
}

#[test]
fn the_top_of_the_repository_is_small() {
    let names = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let stray = names.filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()));
    let broken: Vec<String> = stray
        .map(|name| format!("{name}: [top level] holds {} and small dotfiles, nothing else", TOP.join(", ")))
        .collect();
    fail_on(&broken);
}

#[test]
fn nothing_is_owed_that_is_mended() {
    let sources = sources();
    let test_modules = test_modules(&sources);
    let broken: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            let mut broken = broken_words(source, &test_modules);
            broken.extend(broken_imports(source));
            broken.extend(broken_header(source));
            broken.extend(broken_length(source));
            broken
        })
        .collect();
    for (file, rule) in OWED {
        let is_broken = broken.iter().any(|one| one.starts_with(file) && one.contains(rule));
        assert!(is_broken, "{file} {rule} is mended: take its row out of OWED");
    }
}

#[test]
fn the_table_itself_runs_one_way() {
    let names: BTreeSet<&str> = LAYERS.iter().map(|layer| layer.module).collect();
    assert_eq!(names.len(), LAYERS.len(), "one row a module");
    // Two modules that may import each other are one module; within the desk, what is below it is.
    for one in LAYERS {
        for other in LAYERS.iter().filter(|other| other.module != one.module) {
            let mutual = one.may.contains(&other.module) && other.may.contains(&one.module);
            assert!(!mutual, "{} and {} may import each other", one.module, other.module);
        }
    }
}

/// A rule that never fires guards nothing: each is shown something that breaks it, and something alike
/// that does not.
#[test]
fn the_rules_catch_what_they_are_for() {
    // (file, code, the rule that it breaks; none when it is lawful)
    let cases: &[(&str, &str, &str)] = &[
        ("src/domain/x.rs", "use crate::text::Widths;", "imports of domain"),
        ("src/domain/x.rs", "use crate::{message, domain::truth::Truth};", ""),
        ("src/domain/x.rs", "use crate::{\n    domain::truth::Truth,\n    search::Index,\n};", "imports of domain"),
        ("src/domain/expr/x.rs", "use super::super::super::store::Origin;", "imports of domain"),
        ("src/domain/x.rs", "fn f() { crate::assets::samples() }", "imports of domain"),
        ("src/search/x.rs", "use crate::domain::catalogue::Catalogue as C;", ""),
        ("src/report/x.rs", "use crate::cli::context::Out;", "imports of report"),
        ("src/cli/x.rs", "use crate::tui::run;", "imports of cli"),
        ("src/tui/x.rs", "use crate::cli::Global;", "imports of tui"),
        ("src/tui/model/x.rs", "use super::super::update::update;", "imports of tui::model"),
        ("src/tui/view/x.rs", "use crate::tui::update::update;", "imports of tui::view"),
        ("src/tui/view/x.rs", "use crate::tui::update;\nfn f() { update::search(app) }", "imports of tui::view"),
        ("src/tui/view/x.rs", "use crate::tui::update;\nfn f() { update::context(app) }", ""),
        ("src/tui/view/x.rs", "fn f(app: &mut App) {}", "view writes nothing"),
        ("src/tui/update/x.rs", "use crate::tui::view::draw;", "imports of tui::update"),
        ("src/new.rs", "fn f() {}", "layers"),
        ("src/domain/x.rs", "#[cfg(test)]\nmod tests {\n    use super::f;\n    use super::super::truth;\n}", ""),
        ("src/domain/x.rs", "fn f() { Local::now() }", "clock"),
        ("src/env.rs", "fn f() { Local::now() }", ""),
        ("src/search/x.rs", "fn f() { std::env::var(name) }", "environment"),
        ("src/report/x.rs", "fn f() { println!() }", "printing"),
        ("src/report/x.rs", "/// println!()\nfn f() { \"println!()\" }", ""),
        ("src/cli/x.rs", "fn f() { println!() }", ""),
        ("src/cli/x.rs", "use std::fs;", "disk"),
        ("src/tui/model/x.rs", "fn f() { Origin::File(path) }", ""),
        ("src/tui/model/x.rs", "fn f() { path.exists() }", "paths"),
        ("src/report/x.rs", "#[cfg(test)]\nmod tests {\n    fn f() { println!() }\n}", ""),
        ("src/search/x.rs", "use std::thread;", "threads"),
        ("src/tui/content/x.rs", "use ratatui::text::Line;", "toolkit"),
        ("tests/x.rs", "fn f() { std::thread::sleep(time) }", "no sleep"),
        ("tests/x.rs", "fn f() { r#\"std::thread::sleep(\"# }", ""),
        ("tests/x.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() {}", "no ignored test"),
    ];
    for (path, code, rule) in cases {
        let source = Source::new(path, code);
        let mut broken = broken_words(&source, &BTreeSet::new());
        if path.starts_with("src/") {
            broken.extend(broken_imports(&source));
        }
        if rule.is_empty() {
            assert!(broken.is_empty(), "{path}: {code}: {broken:?}");
        } else {
            let named = format!("[{rule}]");
            assert!(broken.iter().any(|one| one.contains(&named)), "{path}: {code}: {rule}: {broken:?}");
        }
    }
    for (header, lawful) in [
        ("//! Owns the one table of keys.", true),
        ("//! The terminal, taken over at the start,\n//! given back at the end.", true),
        ("//! stub", false),
        ("use std::fs;", false),
        ("\n//! Comes a line too late to be first.", false),
    ] {
        assert_eq!(broken_header(&Source::new("src/x.rs", header)).is_none(), lawful, "{header}");
    }
    let long = "fn f() {}\n".repeat(LONGEST + 1);
    assert!(broken_length(&Source::new("src/x.rs", &long)).is_some());
    assert!(broken_length(&Source::new("src/x.rs", &format!("//! A pure table.\n{long}"))).is_none());
}
