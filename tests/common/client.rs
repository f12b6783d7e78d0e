//! Clients in a compact notation (`staff=120 debt=? 1/p:j=yes`), so that a test reads as a table.

use policydesk::domain::catalogue::Catalogue;
use policydesk::domain::profile::Profile;
use policydesk::store;

/// The client who answered this; a wrong answer stops the test.
pub(crate) fn client(catalogue: &Catalogue, notation: &str) -> Profile {
    let mut profile = Profile::default();
    for item in notation.split_whitespace() {
        let (key, value) = item.split_once('=').expect(item);
        store::set(&mut profile, key, value, catalogue).unwrap_or_else(|problem| panic!("{item}: {}", problem.en));
    }
    profile
}
