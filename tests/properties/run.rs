//! Runs a property on so many made-up cases from a fixed seed, and says how many there were and of what
//! kind: a run that hardly meets what it is about would prove nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// Every run makes the same cases; another seed here makes others.
const SEED: [u8; 32] = *b"policydesk: the same every time.";

/// How often the cases of a run were of each kind.
#[derive(Default)]
pub(super) struct Tally(RefCell<BTreeMap<String, usize>>);

impl Tally {
    pub(super) fn count(&self, kind: &str) {
        *self.0.borrow_mut().entry(kind.to_owned()).or_default() += 1;
    }

    /// A run that hardly meets what it is about would prove nothing.
    pub(super) fn must_have(&self, least: usize, kinds: &[&str]) {
        for kind in kinds {
            let count = self.0.borrow().get(*kind).copied().unwrap_or_default();
            assert!(count >= least, "only {count} cases of `{kind}`");
        }
    }
}

/// Holds a property against so many cases; a case that breaks it is shrunk and shown.
pub(super) fn hold<S: Strategy>(
    name: &str,
    cases: u32,
    strategy: S,
    property: impl Fn(S::Value, &Tally) -> Result<(), String>,
) -> Tally {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &SEED));
    let tally = Tally::default();
    let found = runner.run(&strategy, |case| property(case, &tally).map_err(TestCaseError::fail));
    let kinds: Vec<String> = tally.0.borrow().iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    println!("{name}: {cases} cases; {}", kinds.join(", "));
    match found {
        Ok(()) => tally,
        Err(TestError::Fail(reason, case)) => panic!("{name}: {reason}\n{case:?}"),
        Err(TestError::Abort(reason)) => panic!("{name}: given up: {reason}"),
    }
}
