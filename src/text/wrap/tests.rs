//! Layouts as tables: a text, a width, and the lines that come out.

use proptest::prelude::*;

use super::*;

fn lines(text: &str, width: usize, options: &WrapOptions) -> Vec<String> {
    wrap(text, width, options).iter().map(|line| " ".repeat(line.indent) + line.text(text)).collect()
}

fn check(cases: &[(&str, usize, &[&str])]) {
    for (text, width, expected) in cases {
        let found = lines(text, *width, &WrapOptions::default());
        assert_eq!(found, *expected, "{text:?} in {width}");
    }
}

#[test]
fn chinese_fills_lines() {
    check(&[
        ("专精特新小巨人", 8, &["专精特新", "小巨人"]),
        ("专精特新小巨人", 9, &["专精特新", "小巨人"]),
        ("专精特新", 8, &["专精特新"]),
        ("hello world foo", 11, &["hello world", "foo"]),
        ("柳州 Liuzhou 市", 10, &["柳州", "Liuzhou 市"]),
        ("", 8, &[]),
    ]);
}

#[test]
fn closing_marks_never_start_a_line() {
    check(&[
        ("专精特新，小巨人", 8, &["专精特", "新，小巨", "人"]),
        ("企业（含）。", 10, &["企业", "（含）。"]),
        ("比例为70%左右", 8, &["比例为", "70%左右"]),
        ("等等等等……的", 8, &["等等等", "等……的"]),
        ("甲乙丙！？丁", 6, &["甲乙", "丙！？", "丁"]),
    ]);
}

#[test]
fn opening_marks_never_end_a_line() {
    check(&[
        ("关于印发《措施》的通知", 10, &["关于印发", "《措施》的", "通知"]),
        ("国家级“小巨人”企业", 8, &["国家级", "“小巨人”", "企业"]),
        ("通知（ 修订 ）", 6, &["通知", "（ 修", "订 ）"]),
    ]);
}

#[test]
fn figures_stay_whole_where_they_fit() {
    check(&[
        ("营业收入达到5000万元", 16, &["营业收入达到", "5000万元"]),
        ("资产负债率 ≤ 70% 且", 14, &["资产负债率", "≤ 70% 且"]),
        ("5000万元", 6, &["5000万", "元"]),
        ("5000万元", 4, &["5000", "万元"]),
        ("奖励10%的", 6, &["奖励", "10%的"]),
    ]);
}

#[test]
fn paragraphs_and_blanks() {
    check(&[
        ("一\n二", 8, &["一", "二"]),
        ("一\n\n二\n", 8, &["一", "", "二"]),
        ("\n", 8, &[""]),
        ("一   \n二", 8, &["一", "二"]),
        ("abc   def", 4, &["abc", "def"]),
        ("　　段落开头", 8, &["　　段落", "开头"]),
        ("   ", 2, &[""]),
    ]);
}

#[test]
fn narrow_panes_still_show_everything() {
    check(&[
        ("专精，特", 1, &["专", "精", "，", "特"]),
        ("专精，特", 2, &["专", "精", "，", "特"]),
        ("专a精", 1, &["专", "a", "精"]),
        ("《措施》", 2, &["《", "措", "施", "》"]),
        ("专精", 0, &["专", "精"]),
        ("👨‍👩‍👧人", 1, &["👨‍👩‍👧", "人"]),
    ]);
}

#[test]
fn long_words_are_split_between_graphemes() {
    check(&[
        ("abcdefgh", 3, &["abc", "def", "gh"]),
        ("见 abcdefgh", 4, &["见", "abcd", "efgh"]),
        ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
        ("（（（措施）））", 8, &["（（（措", "施）））"]),
        ("  abcdef", 4, &["  ab", "cdef"]),
    ]);
}

#[test]
fn hanging_indents() {
    let hanging = WrapOptions { first_indent: 0, rest_indent: 2, ..WrapOptions::default() };
    let leading = WrapOptions { first_indent: 4, rest_indent: 0, ..WrapOptions::default() };
    assert_eq!(lines("成立满三年以上\n无失信", 8, &hanging), ["成立满三", "  年以上", "无失信"]);
    assert_eq!(lines("成立满三年", 8, &leading), ["    成立", "满三年"]);
    assert_eq!(lines("成立满", 3, &leading), [" 成", "立", "满"]);
}

#[test]
fn ambiguous_glyphs_may_count_twice() {
    let wide = WrapOptions { widths: Widths::with_ambiguous(2), ..WrapOptions::default() };
    assert_eq!(lines("的“一”级", 8, &wide), ["的“一”", "级"]);
    assert_eq!(lines("的“一”级", 8, &WrapOptions::default()), ["的“一”级"]);
}

#[test]
fn columns_and_bytes_agree() {
    let text = "一二a三四";
    let options = WrapOptions { first_indent: 2, ..WrapOptions::default() };
    let layout = wrap(text, 7, &options);
    let widths = Widths::default();
    for (row, column, byte) in [(0, 0, 0), (0, 2, 0), (0, 3, 0), (0, 4, 3), (0, 6, 6), (0, 99, 7), (1, 2, 10)] {
        assert_eq!(layout[row].byte_at(text, column, widths), byte);
    }
    for (row, byte, column) in
        [(0, 0, Some(2)), (0, 4, Some(4)), (0, 7, Some(7)), (0, 8, None), (1, 10, Some(2)), (1, 6, None)]
    {
        assert_eq!(layout[row].column_of(text, byte, widths), column);
    }
}

proptest! {
    #[test]
    fn any_text_at_any_width_is_shown_whole(
        text in "[专精（）《》“”，。…a-c0-9万元% \n≤-]{0,60}",
        width in 0usize..24,
        first_indent in 0usize..6,
        rest_indent in 0usize..6,
    ) {
        let options = WrapOptions { first_indent, rest_indent, ..WrapOptions::default() };
        let layout = wrap(&text, width, &options);
        let shown: String = layout.iter().flat_map(|line| line.text(&text).chars()).collect();
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(solid(&shown), solid(&text));
        for line in &layout {
            let used = line.indent + options.widths.of(line.text(&text));
            let lone = line.text(&text).chars().count() <= 1;
            prop_assert!(used <= width.max(1) || lone, "{:?} is {} wide", line, used);
        }
        for pair in layout.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start);
        }
    }
}
