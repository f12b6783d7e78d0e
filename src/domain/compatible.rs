//! The best set of things that do not exclude each other: exact, by branch and bound over each connected
//! part of the graph, with a bound on the work.
//!
//! Only maximal sets are looked at: whatever excludes none of a set belongs to it, even where leaving it
//! out would look better, because a total is over all that was chosen.
//!
//! The parts of a handbook's graph are small (the largest of ours has a dozen members). Where the bound
//! is hit the best set found so far stands, and the caller is told.

/// How many steps the search takes in one connected part before it stops.
pub const MOST_STEPS: usize = 20_000;

/// What a set is worth. Sets are compared by [`Ord`]; of equals the one with earlier members wins.
pub trait Value: Copy + Ord {
    /// The worth of two together, as if neither touched the other.
    #[must_use]
    fn plus(self, other: Self) -> Self;
}

/// Things with numbers from zero up, which of them cannot go together, and which bear on each other.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    excludes: Vec<Vec<usize>>,
    touches: Vec<Vec<usize>>,
}

/// The best set, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// Its members.
    pub members: Vec<usize>,
    /// Whether it is surely the best.
    pub exact: bool,
}

impl Graph {
    /// That many things, none of which touches another.
    #[must_use]
    pub fn of(count: usize) -> Graph {
        Graph { excludes: vec![Vec::new(); count], touches: vec![Vec::new(); count] }
    }

    /// Two that cannot go together.
    pub fn exclude(&mut self, a: usize, b: usize) {
        if a != b {
            join(&mut self.excludes, a, b);
            self.touch(a, b);
        }
    }

    /// Two whose worth together is not the sum of both.
    pub fn touch(&mut self, a: usize, b: usize) {
        join(&mut self.touches, a, b);
    }

    /// Whether two cannot go together.
    #[must_use]
    pub fn excluded(&self, a: usize, b: usize) -> bool {
        self.excludes.get(a).is_some_and(|others| others.contains(&b))
    }

    fn excludes_any(&self, member: usize, of: &[usize]) -> bool {
        self.excludes.get(member).is_some_and(|others| others.iter().any(|other| of.contains(other)))
    }

    /// The best set. `alone` is what each is worth by itself; `together` what some of one connected part
    /// are worth, never more than the sum of them alone.
    pub fn best<V: Value>(&self, nothing: V, alone: &[V], together: impl Fn(&[usize]) -> V) -> Best {
        let mut best = Best { members: Vec::new(), exact: true };
        for part in self.parts() {
            let mut search =
                Search { graph: self, nothing, alone, together: &together, part: &part, steps: 0, best: None };
            let least = search.all();
            search.go(0, &mut Vec::new(), nothing, &least);
            best.exact &= search.steps < MOST_STEPS;
            best.members.extend(search.best.map(|(_, members)| members).unwrap_or_default());
        }
        best.members.sort_unstable();
        best
    }

    /// The connected parts, each in order.
    fn parts(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.touches.len()];
        let mut parts = Vec::new();
        for start in 0..self.touches.len() {
            let (mut waiting, mut part) = (vec![start], Vec::new());
            while let Some(next) = waiting.pop() {
                let Some(mark) = seen.get_mut(next).filter(|mark| !**mark) else { continue };
                *mark = true;
                part.push(next);
                waiting.extend(self.touches.get(next).into_iter().flatten());
            }
            part.sort_unstable();
            parts.extend(Some(part).filter(|part| !part.is_empty()));
        }
        parts
    }
}

fn join(lists: &mut [Vec<usize>], a: usize, b: usize) {
    for (from, to) in [(a, b), (b, a)] {
        if let Some(list) = lists.get_mut(from).filter(|list| !list.contains(&to)) {
            list.push(to);
        }
    }
}

struct Search<'a, V, F> {
    graph: &'a Graph,
    nothing: V,
    alone: &'a [V],
    together: &'a F,
    part: &'a [usize],
    steps: usize,
    best: Option<(V, Vec<usize>)>,
}

impl<V: Value, F: Fn(&[usize]) -> V> Search<'_, V, F> {
    /// What the members from each place on are worth at most.
    fn all(&self) -> Vec<V> {
        let mut rest = vec![self.nothing];
        for member in self.part.iter().rev() {
            let next = rest.last().copied().unwrap_or(self.nothing);
            rest.push(next.plus(self.alone.get(*member).copied().unwrap_or(self.nothing)));
        }
        rest.reverse();
        rest
    }

    /// Decides on the member at a place, with it first, so that of equal sets the earlier is found first.
    fn go(&mut self, place: usize, chosen: &mut Vec<usize>, sum: V, rest: &[V]) {
        let most = rest.get(place).map_or(sum, |rest| sum.plus(*rest));
        self.steps += 1;
        if self.steps >= MOST_STEPS || self.best.as_ref().is_some_and(|(best, _)| most <= *best) {
            return;
        }
        let Some(member) = self.part.get(place).copied() else {
            self.look_at(chosen);
            return;
        };
        if !self.graph.excludes_any(member, chosen) {
            let own = self.alone.get(member).copied().unwrap_or(self.nothing);
            chosen.push(member);
            self.go(place + 1, chosen, sum.plus(own), rest);
            chosen.pop();
        }
        if self.graph.excludes.get(member).is_some_and(|others| !others.is_empty()) {
            self.go(place + 1, chosen, sum, rest);
        }
    }

    /// Keeps a set if it is maximal and better than the best so far.
    fn look_at(&mut self, chosen: &[usize]) {
        let could_join = |member: &&usize| !chosen.contains(member) && !self.graph.excludes_any(**member, chosen);
        if self.part.iter().any(|member| could_join(&member)) {
            return;
        }
        let value = match chosen {
            [only] => self.alone.get(*only).copied().unwrap_or(self.nothing),
            several => (self.together)(several),
        };
        if self.best.as_ref().is_none_or(|(best, _)| value > *best) {
            self.best = Some((value, chosen.to_vec()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Graph, Value};

    impl Value for u32 {
        fn plus(self, other: u32) -> u32 {
            self + other
        }
    }

    fn best(excluded: &[(usize, usize)], alone: &[u32]) -> Vec<usize> {
        let mut graph = Graph::of(alone.len());
        excluded.iter().for_each(|(a, b)| graph.exclude(*a, *b));
        let best = graph.best(0, alone, |set| set.iter().map(|member| alone[*member]).sum());
        assert!(best.exact);
        best.members
    }

    #[test]
    fn two_that_exclude_each_other_are_never_both_in() {
        assert_eq!(best(&[], &[1, 2, 3]), [0, 1, 2]);
        assert_eq!(best(&[(0, 1)], &[1, 2, 3]), [1, 2]);
        assert_eq!(best(&[(0, 1), (1, 2)], &[2, 3, 2]), [0, 2], "two small ones beat the large one between them");
        assert_eq!(best(&[(0, 1)], &[2, 2]), [0], "of equals the earlier");
        assert_eq!(best(&[(0, 1)], &[0, 0]), [0], "something beats nothing in the order of the catalogue");
        assert_eq!(best(&[(0, 0)], &[5]), [0], "nothing excludes itself");
    }

    #[test]
    fn it_is_as_good_as_trying_every_set() {
        // A small generator, so that the graphs are the same in every run.
        let mut state = 12345_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        for _ in 0..300 {
            let count = 1 + next(9) as usize;
            let alone: Vec<u32> = (0..count).map(|_| next(6)).collect();
            let mut graph = Graph::of(count);
            for a in 0..count {
                (0..a).filter(|_| next(3) == 0).for_each(|b| graph.exclude(a, b));
            }
            let value = |set: &[usize]| set.iter().map(|member| alone[*member]).sum::<u32>();
            let found = graph.best(0, &alone, value);
            let compatible = |set: &[usize]| set.iter().all(|a| set.iter().all(|b| a == b || !graph.excluded(*a, *b)));
            let sets = (0_u32..1 << count).map(|bits| (0..count).filter(|i| bits >> i & 1 == 1).collect::<Vec<_>>());
            let most = sets.filter(|set| compatible(set)).map(|set| value(&set)).max();
            assert!(compatible(&found.members) && found.exact);
            assert_eq!(Some(value(&found.members)), most);
        }
    }

    #[test]
    fn what_excludes_nothing_is_always_in() {
        let mut graph = Graph::of(3);
        graph.exclude(0, 1);
        graph.touch(1, 2);
        // Alone the third spoils the second, and still it is chosen.
        let found = graph.best(0, &[1, 5, 0], |set| match set {
            [1, 2] => 2,
            [0, 2] => 1,
            _ => panic!("{set:?} is not maximal"),
        });
        assert_eq!(found.members, [1, 2]);
    }

    #[test]
    fn past_the_bound_it_says_so_and_stays_compatible() {
        // Pairs of which either will do, all touching the first, and worth nothing together: no set can be
        // cut off early.
        let count = 60;
        let mut graph = Graph::of(count);
        for a in (0..count).step_by(2) {
            graph.exclude(a, a + 1);
            graph.touch(0, a);
        }
        let found = graph.best(0_u32, &vec![1; count], |_| 0);
        assert!(!found.exact);
        assert_eq!(found.members, (0..count).step_by(2).collect::<Vec<_>>(), "the first one stands");
    }
}
