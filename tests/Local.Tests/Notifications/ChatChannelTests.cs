using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using OrderRelay.Core.Notifications;

namespace OrderRelay.Local.Tests.Notifications;

/// <summary>What chats are sent, against recorded shapes.</summary>
public sealed class ChatChannelTests
{
    private static readonly JsonSerializerOptions AsRecorded = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("slack")]
    [InlineData("teams")]
    public async Task Message_has_the_shape_on_record(string kind)
    {
        var body = await SentAsync(kind, ChannelRig.Message);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Here(), "Approved", kind + ".json")), Indented(body) + "\n");
    }

    [Fact]
    public async Task Slack_is_not_made_to_call_everybody()
    {
        var body = Encoding.UTF8.GetString(await SentAsync("slack", ChannelRig.Message with { Subject = "<!channel> & <@U1>", Text = "<!here|x> <https://evil.example|bank>" }));

        Assert.Contains("\"text\":\"&lt;!channel&gt; &amp; &lt;@U1&gt;\"", body, StringComparison.Ordinal);
        Assert.Contains("&lt;!here|x&gt; &lt;<https://evil.example>|bank&gt;", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("teams")]
    public async Task Endless_message_is_cut_where_the_chat_would_refuse_it(string kind)
    {
        var body = await SentAsync(kind, ChannelRig.Message with { Subject = new string('a', 5000), Text = string.Concat(Enumerable.Repeat("&😀 https://a.example/b ", 2000)) });

        using var json = JsonDocument.Parse(body);
        if (kind is "slack")
        {
            var blocks = json.RootElement.GetProperty("blocks");
            Assert.InRange(blocks[0].GetProperty("text").GetProperty("text").GetString()!.Length, 1, 150);
            Assert.InRange(blocks[1].GetProperty("text").GetProperty("text").GetString()!.Length, 1000, 3000);
        }

        Assert.InRange(body.Length, 1, 28 * 1024);
    }

    private static async Task<byte[]> SentAsync(string kind, NotificationMessage message)
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var rig = new ChannelRig(null, ("Kind", kind), ("Url", new Uri(receiver.Url, "/services/T0/B0/secret").ToString()), ("AllowInsecure", "true"), ("AllowPrivate", "true"));
        Assert.Equal(ChannelStatus.Delivered, (await rig.SendAsync(message)).Status);
        var request = Assert.Single(receiver.Requests);
        Assert.DoesNotContain("webhook-signature", request.Headers.Keys);
        return request.Body;
    }

    private static string Indented(byte[] json)
        => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, AsRecorded);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
