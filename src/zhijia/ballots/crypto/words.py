"""256 words of two characters for reading eight bytes aloud. docs/ballot-protocol.md 6.6.

Things everybody knows; no two sound alike, not even where a tongue makes no difference between zh
and z, ch and c, sh and s, l and n, h and f, -ng and -n. The order is part of the protocol: byte n
is word n.
"""

WORDS = tuple(
    """
    苹果 香蕉 葡萄 西瓜 草莓 樱桃 柠檬 石榴 核桃 花生 萝卜 土豆 黄瓜 茄子 南瓜 菠菜
    豆腐 木耳 冬笋 辣椒 大米 面条 馒头 饺子 油条 月饼 汤圆 烧饼 牛奶 豆浆 咖啡 茶叶
    白糖 酱油 食盐 蜂蜜 米酒 果汁 老虎 狮子 大象 熊猫 猴子 兔子 山羊 骆驼 狐狸 骏马
    水牛 花猫 黑狗 公鸡 天鹅 鸽子 燕子 麻雀 喜鹊 孔雀 企鹅 海豚 鲸鱼 乌龟 青蛙 蝴蝶
    蜜蜂 蜻蜓 蚂蚁 松树 柳树 竹林 梧桐 银杏 荷花 牡丹 菊花 玫瑰 茉莉 小草 种子 树叶
    稻田 麦穗 棉花 甘蔗 芦苇 森林 草原 太阳 月亮 星星 云彩 彩虹 闪电 春雨 秋风 白雪
    冰川 高山 大海 江河 湖泊 沙漠 岛屿 瀑布 温泉 峡谷 平原 黄河 长江 泰山 长城 故宫
    北京 上海 广州 成都 西安 火车 飞机 轮船 汽车 单车 地铁 卡车 渔船 火箭 卫星 公路
    桥梁 隧道 码头 机场 车站 灯塔 路灯 红旗 风筝 房屋 窗户 楼梯 阳台 厨房 书房 院子
    围墙 屋顶 烟囱 桌子 椅子 沙发 书架 衣柜 枕头 棉被 地毯 镜子 台灯 铅笔 毛笔 墨水
    橡皮 直尺 课本 字典 地图 信封 邮票 报纸 杂志 黑板 粉笔 书包 剪刀 胶水 算盘 日历
    钟表 手机 电脑 电视 冰箱 风扇 空调 相机 耳机 键盘 电池 锤子 钳子 扳手 螺丝 锯子
    梯子 铁锹 斧头 绳子 水桶 茶壶 饭碗 筷子 勺子 盘子 菜刀 铁锅 蒸笼 酒杯 暖瓶 帽子
    围巾 手套 皮鞋 衬衫 毛衣 裙子 雨伞 纽扣 拉链 钢琴 吉他 二胡 笛子 锣鼓 喇叭 口琴
    象棋 围棋 篮球 足球 排球 乒乓 跳绳 风车 气球 积木 陀螺 秋千 滑梯 工人 农民 医生
    教师 护士 司机 厨师 画家 作家 律师 黄金 白银 钢铁 铜镜 玉石 珍珠 水晶 煤炭 石油
    """.split()
)


def aloud(raw: bytes) -> str:
    """Return the words of the first eight bytes, spaced."""
    return " ".join(WORDS[byte] for byte in raw[:8])
