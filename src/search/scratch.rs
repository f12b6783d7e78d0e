use super::catalogue::PHRASES;
use super::*;
use std::time::Instant;
fn load() -> Vec<Entry> {
    std::fs::read_to_string("/work/scratch/cat.tsv")
        .unwrap()
        .lines()
        .map(|l| {
            let mut f = l.splitn(4, ' ');
            let policy = f.next().unwrap().parse().unwrap();
            let program = f.next().unwrap().parse().ok();
            let part = match f.next().unwrap() {
                "T" => Part::Title,
                "P" => Part::Program,
                "N" => Part::DocumentNumber,
                _ => Part::Digest,
            };
            Entry {
                policy,
                program,
                part,
                text: f.next().unwrap().into(),
            }
        })
        .collect()
}
#[test]
fn look() {
    let full = std::env::var("FULL").is_ok();
    let mut e = load();
    if !full {
        let mut n = 0;
        e.retain(|x| {
            if x.part == Part::Digest {
                n += 1;
                n % 3 == 0 && x.text.chars().count() < 120
            } else {
                true
            }
        });
    }
    let chars: usize = e.iter().map(|x| x.text.chars().count()).sum();
    let t = Instant::now();
    let p = Phrases::parse(PHRASES).unwrap();
    println!("phrases {:?}", t.elapsed());
    let t = Instant::now();
    let n = e.len();
    let ix = Index::new(e, p);
    println!("build {} entries {} chars {:?}", n, chars, t.elapsed());
    let qs = std::fs::read_to_string("/work/scratch/queries.txt").unwrap();
    for q in qs.lines() {
        let query = Query::parse(q);
        let mut best = std::time::Duration::MAX;
        let mut hits = vec![];
        for _ in 0..3 {
            let t = Instant::now();
            hits = ix.search(&query, &Limits::default());
            best = best.min(t.elapsed());
        }
        println!("{q}  [{:?}] {} hits", best, hits.len());
        for h in hits.iter().take(4) {
            let tx: String = ix
                .entry(h.entry)
                .unwrap()
                .text
                .chars()
                .enumerate()
                .map(|(i, c)| {
                    if h.positions.contains(&i) {
                        format!("[{c}]")
                    } else {
                        c.to_string()
                    }
                })
                .collect::<String>()
                .replace("][", "");
            let tx: String = tx.chars().take(70).collect();
            println!(
                "    {}/{:?} {:?} {:?} {} {}",
                h.policy, h.program, h.part, h.way, h.score, tx
            );
        }
    }
}
