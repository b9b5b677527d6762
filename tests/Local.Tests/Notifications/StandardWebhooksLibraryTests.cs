using System.Text;
using System.Text.Json;
using OrderRelay.Contracts;

namespace OrderRelay.Local.Tests.Notifications;

/// <summary>What the webhook channel signs, verified by the library that receivers use.</summary>
public sealed class StandardWebhooksLibraryTests
{
    [NodeFact]
    public async Task Library_takes_the_message_with_each_of_two_overlapping_secrets()
    {
        var request = await ReceivedAsync();

        Assert.Equal("", await VerifyAsync(request, ChannelRig.Secret));
        Assert.Equal("", await VerifyAsync(request, ChannelRig.NextSecret));
    }

    [NodeFact]
    public async Task Library_refuses_a_third_secret()
        => Assert.Contains("No matching signature", await VerifyAsync(await ReceivedAsync(), "whsec_bm9ib2R5J3M="), StringComparison.Ordinal);

    [NodeFact]
    public async Task Library_refuses_a_body_that_was_changed_on_the_way()
    {
        var request = await ReceivedAsync();

        Assert.Contains("No matching signature", await VerifyAsync(request with { Body = [.. request.Body, (byte)' '] }, ChannelRig.Secret), StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task Library_refuses_a_message_that_is_replayed_later()
        => Assert.Contains("too old", await VerifyAsync(await ReceivedAsync(), ChannelRig.Secret, minutesLater: 6), StringComparison.Ordinal);

    private static async Task<ReceivedRequest> ReceivedAsync()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var rig = ChannelRig.Webhook(receiver.Url, ("Secrets:1", ChannelRig.NextSecret));
        _ = await rig.SendAsync();
        return Assert.Single(receiver.Requests);
    }

    /// <returns>What the library says against it; empty when it is genuine.</returns>
    private static async Task<string> VerifyAsync(ReceivedRequest request, string secret, int minutesLater = 0)
    {
        using var node = NodeReceivers.Start("verify.mjs");
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new
        {
            payload = Encoding.UTF8.GetString(request.Body),
            headers = request.Headers,
            secret,
            now = Samples.Noon.AddMinutes(minutesLater).ToUnixTimeMilliseconds(),
        }));
        node.StandardInput.Close();
        var error = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? "" : $"exit {node.ExitCode}: {error}";
    }
}
