"""The LangChain face in a chain of LangChain's own parts."""

from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from assistant.retrieval.langchain import HocVuRetriever


def test_documents_carry_words_address_and_score(asked):
    found = HocVuRetriever(retriever=asked, k=2).invoke("mở tổ ong phải mặc gì")
    assert len(found) == 2
    first = found[0]
    assert first.id == first.metadata["path"] == "29/2031/TT-BGDM#dieu-3"
    assert "áo lưới" in first.page_content
    assert first.metadata["document"] == "29/2031/TT-BGDM"
    assert first.metadata["score"] >= found[1].metadata["score"]


def test_it_stands_in_a_chain(asked):
    joined = RunnableLambda(lambda documents: "\n".join(d.page_content for d in documents))
    prompt = ChatPromptTemplate.from_template("Văn bản:\n{context}\nCâu hỏi: {question}")
    context = HocVuRetriever(retriever=asked, k=1) | joined
    chain = {"context": context, "question": RunnablePassthrough()} | prompt
    said = chain.invoke("Mỗi lớp được nuôi mấy tổ ong?").to_string()
    assert "không quá ba tổ ong" in said


def test_internal_texts_stay_inside(asked):
    found = HocVuRetriever(retriever=asked).invoke("giám khảo chấm thi nội bộ")
    assert not [document for document in found if document.metadata["document"] == "5/QĐ-THM"]
