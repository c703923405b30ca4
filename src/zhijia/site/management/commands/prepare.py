from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localdate

from zhijia.org.models import Member
from zhijia.org.queries import is_empty
from zhijia.platform.search.acts import rebuild
from zhijia.platform.search.table import is_empty as is_empty_index
from zhijia.site import demo, setting_up


class Command(BaseCommand):
    help = "建库升级，装入演示数据或给出设置码，并显示网址与账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--empty", action="store_true", help="不装演示数据，从空库开始")
        parser.add_argument("--host", default="127.0.0.1", help="服务监听的地址")
        parser.add_argument("--port", default="8000", help="服务监听的端口")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the instance ready; leave with status 1 where its demo would be open to others."""
        if setting_up.pending_migrations():
            call_command("migrate", verbosity=0, interactive=False)
        if is_empty_index() and not is_empty():
            self.stdout.write("正在建立检索索引……")
            rebuild()
        # Who began empty and has not set up yet does not want the demo the next time either.
        begins_empty = options["empty"] or setting_up.has_setup_code()
        fresh = is_empty()
        if fresh and not begins_empty:
            self._refuse_others(options["host"])
            demo.fill(today=localdate(), password=setting_up.kept(setting_up.DEMO_PASSWORD))
        setting_up.take_stock()
        self._greet(options["host"], options["port"])
        if fresh and begins_empty:
            self._show_code()
        elif options["empty"]:
            self.stdout.write("已有数据，--empty 没有作用；要从空库开始，请换一个 ZHIJIA_HOME。")

    def _refuse_others(self, host: str) -> None:
        """Keep accounts whose password is on the screen from everybody else's reach."""
        if not setting_up.is_loopback(host):
            self.stderr.write(
                f"有演示账号时只能在本机使用，不能监听 {host}。"
                "请停用演示账号，或者用 script/server --empty 从空库开始。"
            )
            raise SystemExit(1)

    def _greet(self, host: str, port: str) -> None:
        """Say where to go, and as whom while there are demo accounts."""
        members = setting_up.demo_members()
        if members:
            self._refuse_others(host)
        self.stdout.write(f"职家：{setting_up.address(host, port)}")
        if not setting_up.is_loopback(host) and host not in settings.ALLOWED_HOSTS:
            self.stdout.write("从别的电脑打开时，请把网址里的名字写进环境变量 ZHIJIA_HOSTS。")
        if members:
            self._show_accounts(members)

    def _show_accounts(self, members: list[Member]) -> None:
        """Print the demo accounts and their password."""
        known = setting_up.place_of(setting_up.DEMO_PASSWORD).exists()
        password = setting_up.kept(setting_up.DEMO_PASSWORD)
        if not known:
            demo.renew_password([one.user for one in members if one.user], password)
        self.stdout.write(f"演示账号（用工号登录，密码都是 {password}）：")
        for one in members:
            self.stdout.write(f"  {one.staff_no}  {one.name}  {setting_up.standing(one)}")

    def _show_code(self) -> None:
        """Print the code that the set-up page asks for."""
        code = setting_up.kept(setting_up.SETUP_CODE)
        self.stdout.write(f"设置码：{code}（打开网址后，在初始设置页上填写）")
