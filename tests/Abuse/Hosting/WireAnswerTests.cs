namespace OrderRelay.Abuse.Hosting;

public sealed class WireAnswerTests
{
    [Fact]
    public void An_interim_answer_is_none()
    {
        var answer = new WireAnswer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n\r\nno"u8.ToArray());

        Assert.Equal((400, 1, "text/plain", "no"), (answer.Status, answer.Count, answer.Header("Content-Type"), answer.Body));
    }
}
