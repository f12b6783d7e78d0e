//! stub
#![allow(clippy::print_stdout, reason = "stub")]
fn main() {
    let sources = policydesk::assets::sources(None).unwrap_or_else(|e| { println!("{e}"); std::process::exit(1) });
    let t=std::time::Instant::now();
    match policydesk::domain::catalogue::Catalogue::load(&sources) {
        Ok(c) => println!("ok {} policies {} programs {:?}", c.policies().len(), c.programs().count(), t.elapsed()),
        Err(p) => for p in p { println!("{}", p.text(policydesk::domain::message::Lang::Zh)) },
    }
}
