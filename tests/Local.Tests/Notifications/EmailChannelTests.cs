using System.Text;
using System.Text.Json;
using OrderRelay.Core.Notifications;

namespace OrderRelay.Local.Tests.Notifications;

/// <summary>The e-mail channel against a mail server that others wrote.</summary>
public sealed class EmailChannelTests
{
    [NodeFact]
    public async Task Mail_arrives_with_text_and_html()
    {
        var (result, mail) = await SendAsync(ChannelRig.Message with { Subject = "João: order 12 was delivered" });

        Assert.Equal(new ChannelResult(ChannelStatus.Delivered, "SMTP 250"), result);
        Assert.Equal("orders@shop.example", mail.GetProperty("from").GetString());
        Assert.Equal(["owner@shop.example", "ana@shop.example"], mail.GetProperty("to").EnumerateArray().Select(static to => to.GetString()));
        var raw = mail.GetProperty("raw").GetString()!;
        Assert.Equal("\"Corner Shop\" <orders@shop.example>", HeaderOf(raw, "From"));
        Assert.Equal("<request-1@shop.example>", HeaderOf(raw, "Message-ID"));
        Assert.Equal("auto-generated", HeaderOf(raw, "Auto-Submitted"));
        Assert.StartsWith("multipart/alternative;", HeaderOf(raw, "Content-Type"), StringComparison.Ordinal);
        Assert.Equal("João: order 12 was delivered", DecodeSubject(HeaderOf(raw, "Subject")));
        Assert.Equal(ChannelRig.Message.Text, PartOf(raw, "text/plain"));
        Assert.Equal(ChannelRig.Message.Html, PartOf(raw, "text/html"));
        Assert.True(raw.IndexOf("text/plain", StringComparison.Ordinal) < raw.IndexOf("text/html", StringComparison.Ordinal), "the last alternative is the preferred one");
    }

    [NodeFact]
    public async Task Attempt_that_is_repeated_keeps_its_message_id()
    {
        var (_, first) = await SendAsync(ChannelRig.Message with { Id = "captain/1|event:2|rule" });
        var (_, second) = await SendAsync(ChannelRig.Message with { Id = "captain/1|event:2|rule", At = ChannelRig.Message.At.AddHours(1) });

        var id = HeaderOf(first.GetProperty("raw").GetString()!, "Message-ID");
        Assert.Matches("^<[0-9a-f]{64}@shop.example>$", id);
        Assert.Equal(id, HeaderOf(second.GetProperty("raw").GetString()!, "Message-ID"));
    }

    [NodeFact]
    public async Task Line_breaks_in_a_subject_make_no_header()
    {
        var (result, mail) = await SendAsync(ChannelRig.Message with { Subject = "Order 12\r\nBcc: all@world.example\r\n\r\nBody" });

        Assert.Equal(ChannelStatus.Delivered, result.Status);
        var raw = mail.GetProperty("raw").GetString()!;
        Assert.Equal("Order 12 Bcc: all@world.example Body", HeaderOf(raw, "Subject"));
        Assert.DoesNotContain("\nBcc:", raw, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, mail.GetProperty("to").GetArrayLength());
    }

    [NodeFact]
    public async Task Server_that_asks_who_is_there_is_told()
    {
        await using var server = await SmtpReceiver.StartAsync(new { user = "me", password = "sesame" });
        using var rig = Rig(server, ("User", "me"), ("Password", "sesame"), ("AllowInsecure", "true"));

        Assert.Equal(ChannelStatus.Delivered, (await rig.SendAsync()).Status);
        Assert.Equal("me", (await server.NextAsync()).GetProperty("user").GetString());
    }

    [NodeFact]
    public async Task Wrong_password_is_a_refusal_that_shows_nothing_of_it()
    {
        await using var server = await SmtpReceiver.StartAsync(new { user = "me", password = "sesame" });
        using var rig = Rig(server, ("User", "me"), ("Password", "open"), ("AllowInsecure", "true"));

        var result = await rig.SendAsync();

        Assert.Equal(ChannelStatus.Refused, result.Status);
        Assert.Matches("^SMTP 5[0-9]{2}$", result.Answer);
    }

    [NodeFact]
    public async Task Server_without_encryption_is_told_nothing_when_that_is_required()
    {
        await using var server = await SmtpReceiver.StartAsync();
        using var rig = Rig(server, ("StartTls", "required"));

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "the mail server offers no encryption"), await rig.SendAsync());
    }

    [NodeFact]
    public async Task Server_that_has_no_room_now_is_asked_again()
    {
        await using var server = await SmtpReceiver.StartAsync(new { refuseData = 452 });
        using var rig = Rig(server);

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "SMTP 452"), await rig.SendAsync());
    }

    [NodeFact]
    public async Task Server_that_takes_no_such_mail_is_not_asked_again()
    {
        await using var server = await SmtpReceiver.StartAsync(new { refuseData = 554 });
        using var rig = Rig(server);

        Assert.Equal(new ChannelResult(ChannelStatus.Refused, "SMTP 554"), await rig.SendAsync());
    }

    [NodeFact]
    public async Task Recipient_who_does_not_exist_keeps_nobody_else_from_the_mail()
    {
        await using var server = await SmtpReceiver.StartAsync(new { refuse = new Dictionary<string, int> { ["ana@shop.example"] = 550 } });
        using var rig = Rig(server);

        Assert.Equal(new ChannelResult(ChannelStatus.Delivered, "SMTP 550 for 1 of 2 recipients"), await rig.SendAsync());
        Assert.Equal("owner@shop.example", Assert.Single((await server.NextAsync()).GetProperty("to").EnumerateArray()).GetString());
    }

    [NodeFact]
    public async Task Recipients_who_all_do_not_exist_are_a_refusal()
    {
        await using var server = await SmtpReceiver.StartAsync(new
        {
            refuse = new Dictionary<string, int> { ["ana@shop.example"] = 550, ["owner@shop.example"] = 550 },
        });
        using var rig = Rig(server);

        Assert.Equal(new ChannelResult(ChannelStatus.Refused, "SMTP 550 for 2 of 2 recipients"), await rig.SendAsync());
    }

    [NodeFact]
    public async Task Server_that_says_nothing_is_given_up_after_15_seconds()
    {
        await using var server = await SmtpReceiver.StartAsync(new { hang = true });
        using var rig = Rig(server);

        var sending = rig.SendAsync().AsTask();
        Assert.True((await server.NextAsync()).GetProperty("connected").GetBoolean());
        Assert.False(sending.IsCompleted);
        rig.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "no answer within 15 s"), await sending);
    }

    [NodeFact]
    public async Task Server_that_is_not_there_may_come_back()
    {
        var server = await SmtpReceiver.StartAsync();
        using var rig = Rig(server);
        await server.DisposeAsync();

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "the mail server could not be reached or broke off"), await rig.SendAsync());
    }

    private static async Task<(ChannelResult Result, JsonElement Mail)> SendAsync(NotificationMessage message)
    {
        await using var server = await SmtpReceiver.StartAsync();
        using var rig = Rig(server);
        var result = await rig.SendAsync(message);
        return (result, await server.NextAsync());
    }

    private static ChannelRig Rig(SmtpReceiver server, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Kind"] = "email",
            ["Host"] = "127.0.0.1",
            ["Port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["StartTls"] = "none",
            ["From"] = "Corner Shop <orders@shop.example>",
            ["To:0"] = "owner@shop.example",
            ["To:1"] = "Ana <ana@shop.example>",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new(null, [.. all.Select(static setting => (setting.Key, setting.Value))]);
    }

    private static string HeaderOf(string raw, string name)
        => Assert.Single(Unfolded(raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)]).Split("\r\n"), line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];

    private static string Unfolded(string headers) => headers.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal);

    private static string DecodeSubject(string subject)
        => string.Concat(subject.Split(' ').Select(static word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^"?=".Length]))));

    private static string PartOf(string raw, string type)
    {
        var part = raw[raw.IndexOf($"content-type: {type}", StringComparison.OrdinalIgnoreCase)..];
        var body = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return Encoding.UTF8.GetString(Convert.FromBase64String(body[..body.IndexOf("--", StringComparison.Ordinal)]));
    }
}
