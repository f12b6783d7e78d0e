//! stub
#![allow(clippy::print_stdout, reason = "stub")]
fn main() {
    let sources = policydesk::assets::sources(None).unwrap_or_else(|e| { println!("{e}"); std::process::exit(1) });
    let env = policydesk::env::Env::read();
    match policydesk::domain::catalogue::Catalogue::load(&sources) {
        Ok(catalogue) => {
            let name = std::env::args().nth(1).unwrap_or("sample:machinery".into());
            let opened = policydesk::store::open(&name, &env.profiles(), &catalogue).unwrap_or(policydesk::store::Opened{profile: Default::default(), origin: policydesk::store::Origin::New});
            policydesk::tui::run(policydesk::tui::Options{ catalogue, opened, as_of: "2024-05-10".parse().unwrap(), lang: env.lang, no_color: env.no_color, profiles: env.profiles(), phrases: policydesk::assets::pinyin_phrases() }).unwrap();
        }
        Err(p) => for p in p { println!("{}", p.text(policydesk::domain::message::Lang::Zh)) },
    }
}
