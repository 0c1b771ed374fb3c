"""What is said where a question ends before retrieval, in Vietnamese and in English.

No telephone number and no link is named but the child protection line 111 (Law on Children
102/2016/QH13, Decree 56/2017/NĐ-CP) and the emergency call 115.
"""

from dataclasses import dataclass

from assistant.answering.routing.talk import Talk


@dataclass(frozen=True)
class Reply:
    """The same in both languages."""

    vietnamese: str
    english: str


DISTRESS = Reply(
    "Điều bạn đang trải qua nghe rất nặng nề, và bạn không phải chịu một mình. Bạn hãy nói ngay "
    "với một người bạn "
    "tin: cha mẹ, thầy cô, bạn thân, hoặc gọi 111 – Tổng đài điện thoại quốc gia bảo vệ trẻ em, "
    "miễn phí, có người "
    "nghe suốt ngày đêm. Nếu bạn hoặc ai đó đang gặp nguy hiểm ngay lúc này, hãy gọi cấp cứu 115 "
    "hoặc đến cơ sở y tế "
    "gần nhất. Trợ lý này chỉ tra cứu quy định, không thay được người ở bên bạn; xin hãy gọi.",
    "What you are going through sounds very heavy, and you do not have to carry it alone. Please "
    "talk now to somebody "
    "you trust: a parent, a teacher, a friend, or call 111, Viet Nam's national child protection "
    "line, free of charge "
    "and open day and night. If you or somebody else is in danger right now, call 115 or go to the nearest "
    "hospital. This assistant only looks up regulations and cannot stand beside you; please call.",
)
DANGER = Reply(
    "Việc này cần người giúp ngay, không chỉ cần quy định. Hãy nói với cha mẹ, giáo viên chủ "
    "nhiệm hoặc ban giám hiệu "
    "nhà trường; có thể gọi 111 – Tổng đài điện thoại quốc gia bảo vệ trẻ em, miễn phí, suốt "
    "ngày đêm, hoặc báo công an "
    "nơi gần nhất. Nếu có người bị thương, hãy gọi cấp cứu 115. Trợ lý không tiếp nhận hay xử lý "
    "vụ việc, nhưng có thể "
    "tra cứu trách nhiệm của nhà trường, chẳng hạn: “Nhà trường phải làm gì khi học sinh bị bạo lực?”",
    "This needs people to help now, not only rules. Please tell a parent, the class teacher or "
    "the head of the "
    "school; you can call 111, Viet Nam's national child protection line, free and open day and "
    "night, or go to the "
    "nearest police. If somebody is hurt, call 115. This assistant cannot take up a case, but it "
    "can look up what a "
    "school must do.",
)
TRICK = Reply(
    "Trợ lý không làm theo yêu cầu thay đổi cách làm việc, tiết lộ thông tin bên trong, chạy mã "
    "hay trả lời không có căn "
    "cứ. Nếu bạn cần hỏi về quy định giáo dục, hãy nêu riêng câu hỏi đó, trợ lý sẽ tra cứu.",
    "This assistant does not change how it works, disclose what is inside it, run code, or "
    "answer without a source. "
    "If you have a question on education regulations, please ask it by itself and it will be looked up.",
)
OTHERS_DATA = Reply(
    "Trợ lý không có và không cung cấp thông tin cá nhân của người khác. Cần liên hệ ai thì hãy "
    "hỏi nhà trường hoặc cơ "
    "quan nơi người đó làm việc. Trợ lý có thể tra cứu quy định về bảo vệ thông tin cá nhân "
    "trong trường học.",
    "This assistant neither has nor gives personal data of others. To reach somebody, please ask "
    "the school or office "
    "where they work. It can look up the rules on personal data in schools.",
)
HARM = {
    "forgery": Reply(
        "Trợ lý không giúp mua bán, làm giả văn bằng, chứng chỉ, hồ sơ, điểm hay hối lộ. Trợ lý "
        "có thể tra cứu điều kiện "
        "cấp văn bằng, thủ tục cấp lại bằng bị mất, hoặc quy định xử lý hành vi này.",
        "This assistant does not help to buy or forge diplomas, certificates, files or marks, or "
        "to bribe. It can look "
        "up how diplomas are awarded and replaced, or how such acts are punished.",
    ),
    "cheating": Reply(
        "Trợ lý không giúp gian lận trong học tập, thi cử. Trợ lý có thể tra cứu quy chế thi, "
        "quyền phúc khảo và việc xin "
        "học lại, thi lại.",
        "This assistant does not help to cheat. It can look up examination rules, the right to a "
        "review of marks, and "
        "how to retake a course or an examination.",
    ),
    "leak": Reply(
        "Trợ lý không có và không giúp tìm đề thi, đáp án trước khi được công bố. Trợ lý có thể "
        "tra cứu quy định về đề thi "
        "và việc công bố đáp án.",
        "This assistant neither has nor helps to find examination papers or answers before they "
        "are published. It can "
        "look up the rules on papers and their publication.",
    ),
    "intrusion": Reply(
        "Trợ lý không giúp xâm nhập hệ thống hay sửa dữ liệu trái phép. Nếu điểm hoặc thông tin "
        "ghi sai, trợ lý có thể tra "
        "cứu thủ tục đề nghị sửa đúng quy định.",
        "This assistant does not help to break into systems or to change data. If a mark or an "
        "entry is wrong, it can "
        "look up how to have it corrected.",
    ),
    "violence": Reply(
        "Trợ lý không giúp việc gây hại cho người khác. Nếu bạn đang có mâu thuẫn hoặc bị đe "
        "dọa, hãy nói với nhà trường, "
        "người thân, hoặc gọi 111 – Tổng đài điện thoại quốc gia bảo vệ trẻ em, miễn phí, suốt ngày đêm.",
        "This assistant does not help to harm anybody. If you are in a conflict or threatened, "
        "please talk to your school "
        "or family, or call 111, Viet Nam's national child protection line, free and open day and night.",
    ),
}
_CAN_ASK = (
    "Bạn có thể hỏi về trường lớp, nhà giáo, người học, thi cử, học phí, thủ tục, "
    "ví dụ: “Định mức tiết dạy của giáo viên tiểu học là bao nhiêu?”"
)
_CAN_ASK_EN = (
    "You can ask about schools, teachers, learners, examinations, tuition and procedures, for example: "
    "“How many periods a week must a primary school teacher teach?”"
)
TALK = {
    Talk.GREETING: Reply(
        f"Xin chào! Đây là trợ lý tra cứu quy định giáo dục. {_CAN_ASK}",
        f"Hello! This assistant looks up education regulations. {_CAN_ASK_EN}",
    ),
    Talk.THANKS: Reply(
        "Rất vui vì đã giúp được bạn. Cần tra cứu quy định nào nữa, bạn cứ hỏi.",
        "You are welcome. Ask whenever you need another regulation.",
    ),
    Talk.FAREWELL: Reply(
        "Chào bạn. Cần tra cứu quy định giáo dục, bạn cứ quay lại hỏi.",
        "Goodbye. Come back whenever you need a regulation on education.",
    ),
    Talk.ASSENT: Reply(
        "Vâng. Bạn cần tra cứu quy định nào nữa thì cứ hỏi.",
        "All right. Ask whenever you need another regulation.",
    ),
    Talk.ABOUT: Reply(
        "Đây là Học Vụ, phần mềm trợ lý tra cứu quy định giáo dục: câu trả lời dẫn đúng điều "
        "khoản và hiệu lực của nó vào "
        f"ngày được hỏi; không tìm thấy thì nói không tìm thấy. {_CAN_ASK}",
        "This is Học Vụ, a program that looks up Vietnamese education regulations: its answers "
        "name the provision and how "
        f"it stands on the day asked about, and it says so where it finds none. {_CAN_ASK_EN}",
    ),
    Talk.HELP: Reply(f"Bạn cần hỏi việc gì? {_CAN_ASK}", f"What do you need to know? {_CAN_ASK_EN}"),
    Talk.CHAT: Reply(
        f"Trợ lý chỉ tra cứu quy định giáo dục nên không trò chuyện việc khác. {_CAN_ASK}",
        f"This assistant only looks up education regulations. {_CAN_ASK_EN}",
    ),
}
_ELSE = "Trợ lý có thể tra cứu quy định về việc này: thời hạn, điều kiện, quyền khiếu nại."
_ELSE_EN = "It can look up the rules on the matter: time limits, conditions, the right to complain."
FILE = {
    "status": Reply(
        "Việc này cần xem hồ sơ của chính bạn, mà trợ lý không có và không xem được. Hãy hỏi nơi "
        "đã nhận hồ sơ (nhà trường, "
        "bộ phận một cửa, phòng hoặc sở phụ trách), mang theo giấy hẹn hoặc mã hồ sơ; hồ sơ nộp "
        "trực tuyến thì xem tại chính "
        f"cổng dịch vụ đã nộp. {_ELSE}",
        "This takes your own file, which this assistant neither has nor can see. Please ask "
        "where it was handed in (the "
        "school, the one-stop office, the department in charge) with the receipt or file number; "
        "for a file sent online, "
        f"look at the portal where it was sent. {_ELSE_EN}",
    ),
    "look_up": Reply(
        "Trợ lý không có điểm, kết quả hay dữ liệu của từng người. Hãy hỏi nhà trường, hội đồng "
        "thi hoặc cơ quan cấp văn "
        f"bằng, hay xem trên cổng tra cứu do các nơi đó công bố. {_ELSE}",
        "This assistant has no marks, results or data of any person. Please ask the school, the "
        "examination board or the "
        f"body that issued the diploma, or use the look-up page that they publish. {_ELSE_EN}",
    ),
    "act": Reply(
        "Trợ lý không nộp hồ sơ, đăng ký hay lấy lại tài khoản thay ai được. Bạn cần tự làm ở "
        "nơi tiếp nhận: nhà trường, "
        "bộ phận một cửa hoặc cổng dịch vụ đang dùng. Trợ lý có thể tra cứu giấy tờ, trình tự và "
        "thời hạn của việc đó.",
        "This assistant cannot file, register or recover an account for anybody. Please do it "
        "where it is received: the "
        "school, the one-stop office, or the portal in use. It can look up papers, steps and time limits.",
    ),
    "complaint": Reply(
        "Trợ lý không tiếp nhận và không giải quyết vụ việc cụ thể. Hãy gửi phản ánh, khiếu nại "
        "hoặc tố cáo tới nhà trường, "
        "cơ quan quản lý trực tiếp hoặc nơi tiếp công dân. Nếu trẻ em bị xâm hại, có thể gọi 111 "
        "– Tổng đài điện thoại quốc "
        "gia bảo vệ trẻ em, miễn phí. Trợ lý có thể tra cứu trình tự, thời hạn khiếu nại, tố cáo "
        "và quy định liên quan.",
        "This assistant neither receives nor settles cases. Please send a report or complaint to "
        "the school, the body in "
        "charge of it, or the office that receives citizens. If a child is harmed, you can call "
        "111, Viet Nam's national "
        "child protection line, free of charge. It can look up how complaints are made and the "
        "rules on the matter.",
    ),
}
