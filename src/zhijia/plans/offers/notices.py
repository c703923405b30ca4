from zhijia.platform.offers import notice

DUTY = "关系到本单位承办的工作"

notice("plans.given", "任务交办", must=DUTY, desk=True, is_open=True)
notice("plans.opinion_asked", "征求意见", must=DUTY, desk=True, is_open=True)
notice("plans.opinion_given", "征求意见有修改建议", desk=True, is_open=True)
notice("plans.to_approve", "任务等您审定", must=DUTY, is_open=True)
notice("plans.decided", "任务审定结果", desk=True, is_open=True)
notice("plans.declined", "退回交办，等您答复", desk=True, is_open=True)
notice("plans.insisted", "维持交办", must=DUTY, desk=True, is_open=True)
notice("plans.finished", "报办结，等您审核", desk=True, is_open=True)
notice("plans.accepted", "审核通过", desk=True, is_open=True)
notice("plans.sent_back", "任务退回", must=DUTY, desk=True, is_open=True)
notice("plans.commented", "任务点评", desk=True, is_open=True)
notice("plans.withdrawn", "任务撤回、改派", must=DUTY, desk=True, is_open=True)
notice("plans.extension_asked", "延期申请", desk=True, is_open=True)
notice("plans.extension_answered", "延期答复", desk=True, is_open=True)
notice("plans.due", "任务快到期", must=DUTY, desk=True, is_open=True)
notice("plans.overdue", "任务逾期", must=DUTY, desk=True, is_open=True)
notice("plans.reached", "达到目标，可报办结", desk=True, is_open=True)
