from zhijia.platform.offers import notice

DUTY = "关系到本单位承办的工作"

notice("plans.given", "任务交办", must=DUTY, desk=True, is_open=True)
notice("plans.finished", "报办结，等您审核", desk=True, is_open=True)
notice("plans.accepted", "审核通过", desk=True, is_open=True)
notice("plans.sent_back", "任务退回", must=DUTY, desk=True, is_open=True)
notice("plans.withdrawn", "任务撤回、改派", must=DUTY, desk=True, is_open=True)
notice("plans.extension_asked", "延期申请", desk=True, is_open=True)
notice("plans.extension_answered", "延期答复", desk=True, is_open=True)
notice("plans.due", "任务快到期", must=DUTY, desk=True, is_open=True)
notice("plans.overdue", "任务逾期", must=DUTY, desk=True, is_open=True)
notice("plans.reached", "达到目标，可报办结", desk=True, is_open=True)
