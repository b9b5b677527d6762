using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Contracts.Providers;
using OrderRelay.Core.Notifications;
using OrderRelay.Functions.Functions;
using OrderRelay.Functions.Tests.Storage;
using static OrderRelay.Functions.Tests.Functions.Calls;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>One order's erasure, held against every property of every table and every blob.</summary>
public sealed class ErasureScanTests : IAsyncLifetime
{
    private const string Personal = "zq-personal-value-qz";
    private const string Sample = "item_status_updated.being_prepared.json";
    private static readonly string[] PersonalPaths = ["data.recipient.name", "data.recipient.phone_number", "data.recipient.address.line_1", "data.recipient.address.notes", "data.driver.name"];

    private RelayUnderTest relay = null!;

    private static ProviderSample Event => ProviderSample.Of("captain", Sample);

    public async Task InitializeAsync()
    {
        relay = await RelayUnderTest.CreateAsync(
            new Dictionary<string, string?>(RelayUnderTest.Tokens)
            {
                ["Notifications:Rules:0:Name"] = "preparing",
                ["Notifications:Rules:0:On:0"] = "headline:preparing",
                ["Notifications:Rules:0:Channels:0"] = "shop",
            },
            more: static services => services.AddSingleton<IChannelCatalog>(new ScriptedChannels()));
        relay.DeliverWhenSent();
    }

    public Task DisposeAsync() => relay.DisposeAsync().AsTask();

    [Fact]
    public async Task Erased_order_is_in_no_table_and_in_no_blob()
    {
        var order = Event.Text("data.order_uuid")!;
        await FillAsync(order);
        var before = await Stored.FindAsync(relay.Storage, Personal);
        Assert.Contains(before, static place => place.Contains("orders", StringComparison.Ordinal));
        Assert.Contains(before, static place => place.Contains("deadletters", StringComparison.Ordinal));
        Assert.Contains(before, static place => place.StartsWith("blob", StringComparison.Ordinal));

        Assert.Equal(204, (await AnswerAsync(await relay.Function<ErasePersonalData>().RunAsync(Request($"/api/orders/captain/{order}/personal-data", "DELETE")))).Status);

        Assert.Empty(await Stored.FindAsync(relay.Storage, Personal));
        Assert.Equal(200, (await AnswerAsync(await relay.Function<GetOrder>().RunAsync(Request($"/api/orders/captain/{order}")))).Status);

        // What comes later of an erased order brings nothing back, a large body neither.
        await PostAsync(Changed(order, "e-later", Personal));
        await PostAsync(Padded(Changed(order, "e-later-large", Personal), 700_000));
        Assert.Empty(await Stored.FindAsync(relay.Storage, Personal));
    }

    /// <summary>Everything that can come to hold a person: two contents of one event, a body in a row and one in a blob, letters with
    /// one and with two bodies, a notification.</summary>
    private async Task FillAsync(string order)
    {
        await PostAsync(Changed(order, "e-1", Personal));
        await PostAsync(Changed(order, "e-1", Personal + " other content"));
        await PostAsync(Padded(Changed(order, "e-2", Personal), 700_000));
        await PostAsync(Broken(order, "e-3"));
        await PostAsync(Padded(Broken(order, "e-4"), 400_000));
        foreach (var notification in relay.Notified.ToList())
        {
            await relay.NotifyAsync(ServiceBus.Received.Of(notification));
        }

        var letter = (await relay.Storage.DeadLetters.ListAsync(new() { OrderId = order }, null, 10, default)).Letters[0];
        var edited = await AnswerAsync(await relay.Function<EditDeadLetter>().RunAsync(Request($"/api/dead-letters/{letter.Id}/body", "PUT", Changed(order, "e-5", Personal))));
        Assert.Equal(200, edited.Status);
    }

    private static byte[] Changed(string order, string id, string value, string? createdAt = null)
    {
        var root = JsonNode.Parse(Event.WithEach(PersonalPaths, value))!;
        root["event_uuid"] = id;
        if (createdAt is not null)
        {
            root["created_at"] = createdAt;
            root["data"]!["published_at"] = createdAt;
        }

        root["data"]!["order_uuid"] = order;
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static byte[] Broken(string order, string id) => Changed(order, id, Personal, createdAt: "never");

    private static byte[] Padded(byte[] body, int size)
    {
        var padded = new byte[size];
        Array.Fill(padded, (byte)' ');
        body.CopyTo(padded, 0);
        return padded;
    }

    private async Task PostAsync(byte[] body) => Assert.Equal(202, (await relay.PostAsync("captain", body, "token")).Status);
}
