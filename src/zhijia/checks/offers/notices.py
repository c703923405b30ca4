from zhijia.platform.offers import notice

DUTY = "关系到本单位受检的工作"

notice("checks.self_asked", "请单位自查", must=DUTY, desk=True, is_open=True)
notice("checks.announced", "将到现场检查", must=DUTY, desk=True, is_open=True)
notice("checks.self_done", "单位提交了自查", desk=True, is_open=True)
notice("checks.self_reviewed", "自查审核结果", must=DUTY, desk=True, is_open=True)
notice("checks.named", "请您检查单位", must="指派给本人的检查", is_open=True)
notice("checks.all_in", "检查员都已提交评分", desk=True, is_open=True)
notice("checks.told", "检查得分反馈", must=DUTY, desk=True, is_open=True)
notice("checks.objected", "受检单位申诉", must="申诉有期限", desk=True, is_open=True)
notice("checks.decided", "申诉答复", must=DUTY, desk=True, is_open=True)
notice("checks.due", "自查、检查快到期", must=DUTY, desk=True, is_open=True)
notice("checks.result", "检查结果", must=DUTY, desk=True, is_open=True)
notice("checks.published", "检查结果公布", desk=True, is_open=True)
