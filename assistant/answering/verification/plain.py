"""Plain words: those of one meaning, and those that carry no rule of their own."""

SAME = """
    hồ sơ = giấy tờ = bộ hồ sơ = thành phần hồ sơ | nộp = gửi = nộp cho = gửi đến | chuẩn bị
    | lệ phí = phí | mức = mức tiền | trình tự = thủ tục = quy trình | thời hạn = thời gian = hạn
    | giải quyết = xử lý | trường = nhà trường = trường học | bao gồm = gồm = gồm có | xem xét = xét
    | đồng ý = chấp thuận = chấp nhận | nêu rõ = nói rõ = ghi rõ = giải thích
    | đơn = đơn xin = lá đơn = đơn đề nghị | quy định = nội quy | hỗ trợ = trợ giúp | hưởng = nhận
    | lương = tiền lương | cư trú = nơi ở = chỗ ở = nơi cư trú | ký = ký tên | học = theo học = đang học
    | dạy = giảng dạy | kiêm nhiệm = kiêm | con nhỏ = nuôi con nhỏ | số lượng = số | lý do = lí do
    | kết thúc = xong = hoàn thành | bảo đảm = đảm bảo | thực hiện = tiến hành = làm | thi = dự thi
    | xác nhận | công bố = công khai | thông báo = báo = cho biết | tiền = khoản tiền
    | lập = thành lập | quyết định mức = tự quyết định | bố trí = sắp xếp = xếp | tuổi | hỏng
    | tổ chức | đóng = nộp tiền | nghỉ | vào học = nhập học | trả lại = trả = hoàn lại
    | tiếp nhận = nhận vào | chính đáng | nơi | sức khỏe = sức khoẻ | tương đương = ngang
    | hướng dẫn = chỉ dẫn | chi trả = thanh toán | vi phạm = làm trái | sử dụng = dùng | kiểm tra
    | yêu cầu = đòi hỏi | áp dụng | điều kiện | sửa đổi = chỉnh sửa | bổ sung = thêm | quá trình
    | phương thức = cách thức = hình thức = cách | khó khăn | gia đình | học tập | bản thân | tuyển
    | lớp | chương trình | môn = môn học | bằng tiếng việt = tiếng việt | kết quả | đối tượng = diện
    | mục đích | người thân | bằng hoặc cao hơn = cao hơn hoặc bằng = không thấp hơn
    | bằng hoặc thấp hơn = thấp hơn hoặc bằng = không cao hơn
"""

FREE = """
    là | thì | mà | của | cho | với | tại | ở | từ | đến | theo | về | trong | trên | để | do
    | bởi | vì | các | những | này | đó | kia | sau đây | như sau | dưới đây | sau | nêu trên | trên đây
    | việc | sự | cái | chiếc | người | bạn | anh chị | quý vị | con bạn | con em | con | mình | cháu
    | em | họ | nó | ta | tôi | chúng ta | con của bạn | sẽ | đã | đang | vẫn | còn | cũng | rồi | nữa
    | ngay | vừa | mới | lại | ra | vào | lên | xuống | đi | qua | gì | nào | bao nhiêu | thế nào | sao
    | ai | đâu | có | bị | làm | bằng | cụ thể | cụ thể là | tức là | nghĩa là | ví dụ
    | chẳng hạn | ngoài ra | bên cạnh đó | tuy nhiên | nhưng | song | vì vậy | do đó | như vậy | khi đó
    | lúc đó | lúc này | theo đó | trong đó | đồng thời với | riêng | còn lại | tổng | tổng cộng
    | tổng số | khoảng | căn cứ | dựa vào | dựa trên | quy định | quy định tại | quy định ở
    | quy định rằng | nêu tại | nêu ở | nói tại | tại đây | theo quy định | theo quy định tại
    | được quy định | được quy định tại | điều khoản | văn bản | pháp luật | điều | khoản | điểm
    | chương | mục | phụ lục | thông tư | nghị định | luật | bộ luật | quyết định số | nghị quyết
    | công văn số | số | nội dung | liên quan | phù hợp | tương ứng | lần lượt | trường hợp này
    | việc này | điều này | như | mỗi | một | từng | hai bên | giấy | thứ | loại | phần | bước
    | đầu tiên | cuối cùng | trước tiên | trước hết | sau đó | tiếp đó | kế tiếp | dành cho
    | dành | thuộc | nằm | nhé | ạ | à | vâng | xin | hãy | vui lòng | nên | muốn | mong | cách
    | tính | tính là | tức | kể | thời điểm | lúc | hiện nay | hiện | hiện hành | nay | bây giờ
    | hôm nay | chính | đúng | rõ | rõ ràng | thông thường | bình thường | đầy đủ
    | trở lên | trở xuống | kể từ | tính từ | không quá | không vượt quá | ít nhất | tối thiểu là
    | tối đa là | nhiều nhất | chậm nhất | muộn nhất | không ít hơn | không dưới | trên mức | dưới | quá
    | hơn | nhất | lần | phía | bên | tính theo | thực tế | nhằm | giúp | đó là | gọi là | được gọi là
    | được hiểu là | hiểu là | có nghĩa là | áp dụng cho | áp dụng với | áp dụng đối với | các bước
    | gồm các | những gì | danh sách | sau đây là | trước | trước ngày | hết | cả | đủ | phải là
    | thay vì | xem | xem thêm | lưu ý | chú ý | thật | rất | quyền | bất | ý | thông tin
    | thuộc diện | thuộc các | có thêm | thêm vào | kèm với | trả lời | câu trả lời | câu hỏi
    | được xác định | xác định | được gồm | tức khắc | cơ bản | chung | nói chung | lấy
    | mang | mang theo | đem | tới | vậy | hoặc là | không những | không chỉ | không gian | không khí
    | không ngừng | không phải chỉ | nói | nêu | ghi | đặt | chia | đưa | biết | cần biết
    | kéo dài | nhân | nhân với | cũ | không được vượt | không được vượt quá | không được quá
    | không vượt | không được vượt mức
    | hiệu lực | có hiệu lực | còn hiệu lực | đang có hiệu lực | hiện còn hiệu lực | hiệu lực thi hành
    | có hiệu lực thi hành | vẫn còn hiệu lực | tối đa | tối thiểu | cao nhất | thấp nhất | cứ
    | lớn nhất | nhỏ nhất | thuộc hệ thống giáo dục quốc dân
    | trong hệ thống giáo dục quốc dân | chuẩn bị đủ | một cách | diễn ra | tổng thời gian
    | phía trên | ngoài việc | lưu ý rằng | tùy
    | tùy theo
"""

# Words that hold a syllable which means something else by itself: "chỉ tiêu" says no "chỉ".
COMPOUNDS = """
    đại diện | bảo hiểm xã hội | bảo hiểm xã hội bắt buộc | bảo hiểm xã hội tự nguyện | bảo hiểm y tế
    | xã hội
    | xã hội hóa | thành viên | giáo dục | đào tạo | phụ cấp | khoa học | khoa học và công nghệ
    | tập thể
    | học bổng | học phí | kinh phí | chi phí | phí dịch vụ
    | chỉ tiêu | chỉ đạo | địa chỉ | chỉ định | chỉ thị | chỉ số | chỉ huy
    | chỉnh | chứng chỉ
    | quyền hạn | thẩm quyền | có thẩm quyền | ủy quyền | chính quyền | phân quyền | quyền lợi | bản quyền
    | cần thiết | đạt được | có được | việt nam | tiếng việt | ảnh hưởng | hình ảnh
    | chủ yếu | yếu tố
    | thiết yếu | trọng yếu | bệnh viện | viện trợ | khấu trừ | miễn nhiệm | hàng không | đồng đều
    | đi học đều | đều đặn
    | giáo dục bắt buộc | môn học bắt buộc | tín chỉ bắt buộc | học phần bắt buộc | môn bắt buộc
    | nếu có | khi cần
    | khi cần thiết | trong khi | mỗi khi | giáo trình | giáo án | học phần | học lực | hạnh kiểm
    | kỷ luật | khen thưởng
    | cơ sở giáo dục | cơ sở đào tạo | thành viên duy nhất
    | tốt nghiệp | tuyển sinh | nghiệp vụ | chuyên môn | cơ sở vật chất | tự do | lý do chính đáng
    | do thám | tiêu chuẩn
    | công nhận | công chứng viên | ứng viên | nghiên cứu | tập huấn | bồi dưỡng | trẻ trung | giờ chuẩn
    | giờ dạy | giờ hành chính
    | tài khoản | điều lệ | điều tra | điều chỉnh | điểm trường | điểm số | điểm thi | điểm chuẩn
    | mục tiêu | chương trình
    | phần mềm | học phần tự chọn | người sử dụng | quốc phòng | dân tộc | thể chất | gia hạn thêm
    | anh hùng | hội viên
    | ông bà | trung tâm học tập | sinh hoạt | trường hợp ngoại lệ | thanh niên | thiếu niên
    | nhi đồng | tháng tuổi
    | đầu tư | đầu mối | ban đầu | bắt đầu | lần đầu | đầu vào | đầu ra | hàng đầu | bước đầu | trợ cấp
    | trợ cấp xã hội | cuối tuần | trung ương | phương tiện | cơ quan | đơn vị | đơn vị sự nghiệp | sự nghiệp
    | nhiệm vụ | nhiệm kỳ | trách nhiệm thi hành | hội nghị | đại biểu | mô đun | chính sách | tỷ lệ
    | thâm niên
    | tự do | quá trình | nghề nghiệp
    | một phần hoặc toàn bộ | một phần hay toàn bộ
"""

# Verbs that plain speech puts where the law has another, or none.
VERBS = frozenset(
    {
        "bao gồm", "mở", "bảo đảm", "yêu cầu", "chuẩn bị", "thực hiện", "giúp", "tổ chức", "xem xét",
        "giải quyết", "hưởng", "sử dụng", "hoàn thành", "kết thúc", "áp dụng", "bổ sung", "nộp", "đáp",
        "ứng", "tham", "gia", "diễn", "đạt", "chọn", "lựa", "gặp", "liên", "hệ", "đăng", "dự", "tiến",
        "hành", "trở", "thành", "gọi", "đến",
    }
)  # fmt: skip

# Words that join, move or stretch what plain speech says, and tell nothing of the law.
GLUE = frozenset(
    {
        "cùng", "sang", "coi", "ngoài", "bắt đầu", "bước đầu", "dài", "kỳ", "lễ", "thể", "nếu có", "tay",
        "chuyển", "đổi", "cần thiết", "khi cần", "khác", "đây", "hai", "ba", "tư", "dù", "công", "ứng viên",
        "mỗi khi", "trong khi", "tháng tuổi", "vòng", "nhau", "suốt", "tuy", "mặc", "nhờ", "chứ", "thế",
        "khiến", "tự",
    }
)  # fmt: skip
