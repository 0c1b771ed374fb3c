"""``hocvu mcp``: the assistant as tools for programs that speak the Model Context Protocol."""

from typing import Annotated

import typer

from api.cli.context import shared
from api.cli.output import err
from api.cli.vietnamese import Command


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("mcp", cls=Command)(mcp)


def mcp(
    ctx: typer.Context,
    http: Annotated[
        bool, typer.Option("--http", help="Mở bằng HTTP (địa chỉ /mcp) thay cho đầu vào, đầu ra chuẩn.")
    ] = False,
    host: Annotated[
        str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ nghe, với --http.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Cổng, với --http.")] = 8001,
) -> None:
    """Cho các chương trình trợ lý (Claude Desktop, Open WebUI, VS Code…) dùng Học Vụ làm công cụ, qua MCP.

    Có bốn công cụ, chỉ đọc, chỉ trên văn bản công khai: hoi_dap (trả lời có căn cứ), tim_quy_dinh (tìm điều
    khoản), xem_dieu_khoan (nguyên văn vào một ngày), dien_bien (diễn biến hiệu lực).

    Không có --http thì chương trình kia tự chạy lệnh này và nói chuyện qua đầu vào, đầu ra chuẩn. Với Claude
    Desktop, thêm vào claude_desktop_config.json (nên ghi đường dẫn đầy đủ của hocvu và của thư viện):

      {"mcpServers": {"hoc-vu": {"command": "/đường/dẫn/hocvu",

        "args": ["--home", "/đường/dẫn/.hocvu", "mcp"]}}}

    Với --http, chương trình cùng máy nối đến http://127.0.0.1:8001/mcp. Trong Open WebUI: Admin Settings,
    External Tools, thêm một máy chủ kiểu MCP (Streamable HTTP) với địa chỉ ấy, không cần khoá. Mở cho máy
    khác (--host 0.0.0.0) thì phải đặt HOCVU_ALLOWED_HOSTS là các tên máy chủ được phục vụ.

    Nếu muốn chọn Học Vụ như một mô hình để trò chuyện thì chạy hocvu serve; trong Open WebUI: Admin Settings,
    Connections, thêm một kết nối OpenAI với địa chỉ http://localhost:8000/v1 và một khoá bất kỳ.

    Ví dụ:

      hocvu mcp

      hocvu mcp --http

      hocvu mcp --http --port 9001
    """
    from api.mcp.transports import PATH, serve_http, serve_pipe

    settings = shared(ctx).settings
    if not http:
        serve_pipe(settings)
        return
    err.print(f"Máy chủ MCP: http://{host}:{port}{PATH}  (Ctrl+C để dừng)", style="bold", markup=False)
    serve_http(settings, host=host, port=port)
