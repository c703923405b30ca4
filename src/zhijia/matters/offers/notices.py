from zhijia.platform.offers import notice

notice("matters.moved", "办件进展", is_open=True, desk=True)
notice("matters.due", "办件到期和超期", is_open=True, desk=True)
notice("matters.urgent", "紧急办件", is_open=True, desk=True, must="紧急事项须及时处理")
notice(
    "matters.danger", "隐患危及人身安全", is_open=True, desk=True, must="危及生命安全必须立即处理"
)
notice("matters.method", "先进操作法命名", is_open=True)
