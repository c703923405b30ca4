"""What meetings offer: messages to those who are called."""

from zhijia.platform.offers import notice

notice("meetings.called", "会议通知", must="须提前通知参加会议的人")
