using System.Text;
using OrderRelay.Load.Http;

namespace OrderRelay.Bench.Tests.Http;

public sealed class AnswerParserTests
{
    [Theory]
    [InlineData("HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nhello", 202, false)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, false)]
    [InlineData("HTTP/1.1 503 \r\ncontent-length:2\r\nConnection: close\r\n\r\n{}", 503, true)]
    [InlineData("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n", 202, false)]
    public void An_answer_is_whole_at_its_last_byte_and_no_earlier(string text, int status, bool close)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(AnswerState.Incomplete, AnswerParser.Parse(bytes.AsSpan(0, length)).State);

        Assert.Equal(new Answer(AnswerState.Whole, status, bytes.Length, close), AnswerParser.Parse(bytes));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("HTTP/1.1 abc Fine\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public void What_is_no_answer_is_malformed(string text)
        => Assert.Equal(AnswerState.Malformed, AnswerParser.Parse(Encoding.ASCII.GetBytes(text)).State);
}
