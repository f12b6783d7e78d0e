//! The title of an item as it should be shown.
//!
//! Contents and text each break a title into lines wherever their column ends, which leaves blanks in
//! the middle of words (`通 知`). Some blanks are meant, between two offices. Those stand in both.

use super::fold::loose;

/// The title of the contents with only the blanks that the printed title has, too.
pub(super) fn title(contents: &str, printed: &str) -> String {
    let (wanted, marks) = (spaced(contents), spaced(printed));
    let alike =
        marks.get(..wanted.len()).filter(|marks| marks.iter().zip(&wanted).all(|(a, b)| loose(a.1) == loose(b.1)));
    let Some(marks) = alike else { return contents.to_owned() };
    let mut title = String::with_capacity(contents.len());
    for (place, ((blank, c), (also, _))) in wanted.iter().zip(marks).enumerate() {
        // Around a figure a blank is a matter of style and hurts nobody.
        let beside = place.checked_sub(1).and_then(|before| wanted.get(before));
        let at_figure = c.is_ascii_digit() || beside.is_some_and(|(_, before)| before.is_ascii_digit());
        if place > 0 && *blank && (*also || at_figure) {
            title.push(' ');
        }
        title.push(*c);
    }
    title
}

/// Each character that is no noise, and whether a blank stands before it.
fn spaced(text: &str) -> Vec<(bool, char)> {
    let mut blank = false;
    let mut found = Vec::new();
    for c in text.chars() {
        if loose(c).is_some() {
            found.push((blank, c));
        }
        blank = c.is_whitespace();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn only_the_blanks_of_both_are_meant() {
        let table = [
            ("甲局 乙局关于支 持丙的通 知", "甲局 乙局关于 支持丙的通知", "甲局 乙局关于支持丙的通知"),
            ("关于 2024 年甲", "关于2024年甲", "关于 2024 年甲"),
            ("甲（2023—2025年）办 法", "甲(2023-2025 年) 办法 解读", "甲（2023—2025年）办法"),
            ("甲 办法", "乙 办法", "甲 办法"),
            ("甲办法", "甲", "甲办法"),
        ];
        for (contents, printed, wanted) in table {
            assert_eq!(title(contents, printed), wanted);
        }
    }
}
