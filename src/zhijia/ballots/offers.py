from zhijia.platform.offers import notice

notice("ballots.vote", "请参加表决", is_open=True)
notice("ballots.result", "表决结果", is_open=True)
