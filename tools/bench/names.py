"""Invented names, as often as such names are in the country: a few surnames are everywhere."""

from itertools import accumulate
from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉萍红鹏华建国志文辉丹玲梅凤晓宇欣浩凯健俊帆雪荣爱云飞海"
    "燕林佳美琳莹慧颖雅婷倩怡琪瑶梦琴薇菲晨曦子涵轩博睿泽铭思雨嘉宁安康乐天春冬诚信仁礼义勤朴达远山川江河松柏"
)
WEIGHTS = list(accumulate(1 / (place + 3) for place in range(len(SURNAMES))))


def name(chance: Random) -> str:
    """Return a name of two or three characters; four in five have three."""
    surname = chance.choices(SURNAMES, cum_weights=WEIGHTS)[0]
    return surname + "".join(chance.choices(GIVEN, k=2 if chance.random() < 0.8 else 1))
