//! Traditional characters and the simplified ones that the handbook writes: a pure table.
//!
//! Written by us, by hand, for the characters that occur in `data/`: in each word below the simplified
//! character comes first and its traditional forms after it. A client's letter from Hong Kong or Taiwan, or
//! an input method set that way, then finds what it means. Characters that nothing in the data is written
//! with need no row, as they could find nothing.

use std::sync::LazyLock;

const TABLE: &str = "\
专專 业業 东東 两兩 严嚴 个個箇 临臨 为為爲 举舉 义義 乐樂 习習 乡鄉 书書 买買 争爭 亏虧 产產産 亩畝 亲親 亿億
仅僅 从從 仓倉 仪儀 们們 众眾衆 会會 传傳 伤傷 侧側 债債 倾傾 偿償 储儲 兑兌 关關 兴興 养養 兽獸 内內 册冊 写寫
军軍 农農 冲衝沖 决決 况況 净淨 减減 凑湊 凭憑 击擊 则則 创創 别別 剂劑 办辦 务務 动動 励勵 劳勞 势勢 区區 医醫
华華 协協 单單 卖賣 卫衛 却卻 厅廳 历歷曆 压壓 厦廈 厨廚 县縣 参參 双雙 发發髮 变變 叠疊 叶葉 号號 员員 响響
团團 园園 围圍 国國 图圖 场場 块塊 坚堅 坛壇 垄壟 垒壘 垫墊 墙牆 壮壯 处處 备備 够夠 头頭 奖獎 娱娛 婴嬰 学學
实實 审審 宽寬 对對 导導 寿壽 将將 尽盡儘 层層 届屆 属屬 岁歲 岗崗 巩鞏 币幣 师師 带帶 帮幫 广廣 庆慶 库庫 应應
废廢 开開 张張 弹彈 强強 归歸 当當 录錄 彻徹 径徑 态態 总總 惩懲 战戰 户戶 执執 扩擴 扫掃 扬揚 抛拋 护護 报報
担擔 拟擬 拣揀 拥擁 拨撥 择擇 挥揮 损損 换換 摊攤 撑撐 数數 断斷 无無 旧舊 时時 显顯 晋晉 暂暫 术術 权權 条條
来來 标標 栏欄 树樹 样樣 档檔 桥橋 桩樁 检檢 楼樓 槛檻 欧歐 残殘 毕畢 氢氫 汇匯彙 沟溝 没沒 浆漿 测測 济濟 润潤
渔漁 湾灣 滚滾 滞滯 满滿 潜潛 点點 热熱 牵牽 状狀 独獨 狮獅 献獻 环環 现現 电電 畅暢 疗療 监監 盖蓋 盘盤
矿礦 码碼 础礎 秆稈 积積 称稱 税稅 稳穩 竞競 笔筆 筛篩 筹籌 签簽籤 简簡 类類 粤粵 粮糧 紧緊 纠糾 红紅 纤纖 约約
级級 纪紀 纯純 纲綱 纳納 纷紛 纸紙 纺紡 线線綫 组組 细細 织織 终終 绍紹 经經 结結 绕繞 给給 络絡 统統 继繼 绩績
续續 维維 综綜 绿綠 编編 缆纜 缩縮 缴繳 罚罰 职職 联聯 胶膠 脑腦 脱脫 艺藝 节節 苏蘇 荣榮 药藥 获獲穫 营營 虑慮
虚虛 蛳螄 衔銜 补補 装裝 见見 观觀 规規 视視 览覽 誉譽 计計 订訂 认認 让讓 训訓 议議 讯訊 记記 讲講 许許 论論
讼訟 设設 访訪 证證 评評 识識 诉訴 诊診 词詞 试試 诚誠 话話 询詢 该該 误誤 说說説 请請 诺諾 读讀 课課 谁誰 调調
谈談 谋謀 负負 贡貢 财財 责責 账賬 货貨 质質 贫貧 购購 贯貫 贴貼 贵貴 贷貸 贸貿 费費 赁賃 资資 赋賦 赛賽 趋趨
践踐 踪蹤 车車 轨軌 转轉 轮輪 软軟 轻輕 载載 较較 辅輔 辆輛 辐輻 辑輯 输輸 辖轄 辩辯 边邊 达達 迁遷 过過 运運
还還 这這 进進 远遠 违違 连連 迹跡蹟 选選 递遞 逻邏 邮郵 邻鄰 释釋 鉴鑒鑑 针針 钠鈉 钢鋼 钱錢 钴鈷 铁鐵 铂鉑
铅鉛 铝鋁 银銀 链鏈 销銷 锂鋰 错錯 锦錦 键鍵 锻鍛 镇鎮 镍鎳 长長 门門 问問 闲閒閑 间間 闻聞 阅閱閲 阔闊 队隊
阳陽 阵陣 阶階 际際 险險 随隨 隶隸 难難 页頁 顶頂 顷頃 项項 顺順 须須 顾顧 顿頓 颁頒 预預 领領 颈頸 频頻 题題
额額 风風 飞飛 饮飲 饲飼 馈饋 马馬 驱驅 驻駐 验驗 骗騙 骤驟 鸟鳥 齐齊 龄齡 龙龍 万萬 与與 丰豐 云雲 价價 伙夥
体體 余餘 优優 党黨 几幾 划劃 占佔 厂廠 台臺颱檯 后後 回迴 复復複 宁寧 布佈 并並併 异異 征徵 志誌 愿願 托託 挂掛
据據 机機 极極 构構 款欵 气氣 污汙 洁潔 涌湧 瓶缾 研硏 确確 离離 种種 秘祕 窗窻 筑築 系係繫 累纍 网網 群羣 致緻
荐薦 适適 采採 里裡裏 面麵 教敎 清淸 准準 范範 制製 干乾幹 板闆 只隻 表錶 周週 才纔 升昇陞 游遊 注註 借藉 折摺
合閤 困睏 向嚮 念唸 床牀 峰峯 村邨 晒曬 效効 略畧 玩翫";

/// The characters that are mapped: the block in which almost all Chinese is written.
const BLOCK: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// By place in the block the simplified form, or zero where the character stays.
static SIMPLER: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut simpler = vec![0; 1 + place('\u{9fff}')];
    for word in TABLE.split_whitespace() {
        let mut forms = word.chars();
        let Some(simplified) = forms.next() else {
            continue;
        };
        for traditional in forms.filter(|form| *form != simplified) {
            if let Some(entry) = simpler.get_mut(place(traditional)) {
                *entry = u16::try_from(u32::from(simplified)).unwrap_or_default();
            }
        }
    }
    simpler
});

/// The simplified form of a character, if it is a traditional one that the table knows.
pub(super) fn simplified(c: char) -> char {
    if !BLOCK.contains(&c) {
        return c;
    }
    match SIMPLER.get(place(c)) {
        Some(code) if *code != 0 => char::from_u32(u32::from(*code)).unwrap_or(c),
        _ => c,
    }
}

fn place(c: char) -> usize {
    (u32::from(c) as usize).wrapping_sub(0x4e00)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_traditional_form_has_one_simplified_one() {
        let mut seen = BTreeSet::new();
        let mut firsts = BTreeSet::new();
        for word in TABLE.split_whitespace() {
            let first = word.chars().next().unwrap();
            firsts.insert(first);
            for form in word.chars().skip(1) {
                assert_ne!(form, first, "a form that is no other is no row");
                assert!(seen.insert(form), "{form} stands twice");
            }
        }
        let both: Vec<_> = firsts.intersection(&seen).collect();
        assert!(both.is_empty(), "mapped on in two steps: {both:?}");
    }

    #[test]
    fn words_as_they_are_written_elsewhere() {
        for (typed, meant) in [
            ("失業登記", "失业登记"),
            ("創業擔保貸款", "创业担保贷款"),
            ("專精特新", "专精特新"),
            ("設備更新", "设备更新"),
            ("螺螄粉", "螺蛳粉"),
            ("貼息", "贴息"),
            ("貸", "贷"),
        ] {
            assert_eq!(typed.chars().map(simplified).collect::<String>(), meant);
        }
    }
}
