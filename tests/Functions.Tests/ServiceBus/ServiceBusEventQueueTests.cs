using Azure.Messaging.ServiceBus;
using Moq;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.ServiceBus;
using static OrderRelay.Functions.Tests.ServiceBus.Received;

namespace OrderRelay.Functions.Tests.ServiceBus;

public sealed class ServiceBusEventQueueTests
{
    private readonly MemoryArchive archive = new();
    private readonly Mock<ServiceBusSender> sender = new();
    private readonly List<ServiceBusMessage> sent = [];

    public ServiceBusEventQueueTests() => sender
        .Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
        .Callback((ServiceBusMessage message, CancellationToken _) => sent.Add(message))
        .Returns(Task.CompletedTask);

    private ServiceBusEventQueue Queue => new(sender.Object, archive, new() { MaxBodyBytes = 100 });

    [Fact]
    public async Task Message_carries_the_bytes_and_what_the_broker_goes_by()
    {
        var message = Message("{\"exact\" :  1}");

        Assert.Equal(EnqueueResult.Enqueued, await Queue.EnqueueAsync(message, Noon.AddHours(1), default));

        var written = Assert.Single(sent);
        Assert.Equal(message.Body.ToArray(), written.Body.ToArray());
        Assert.Equal((message.MessageId, message.Subject, "application/json"), (written.MessageId, written.Subject, written.ContentType));
        Assert.Equal(Noon.AddHours(1), written.ScheduledEnqueueTime);
        Assert.Equal(message.TraceParent, written.ApplicationProperties["Diagnostic-Id"]);
        Assert.Equal(message.TraceParent, written.ApplicationProperties["traceparent"]);
    }

    [Fact]
    public async Task Message_comes_back_as_it_was_sent()
    {
        var message = Message("body");
        await Queue.EnqueueAsync(message, null, default);

        var (read, hasBody) = await new MessageReader(archive).ReadAsync(Of(Assert.Single(sent)), default);

        Assert.True(hasBody);
        Assert.Equal(message with { Body = default }, read with { Body = default });
        Assert.Equal(message.Body.ToArray(), read.Body.ToArray());
    }

    [Fact]
    public async Task Large_body_travels_as_a_claim_check()
    {
        var message = Message(new string('x', 101));
        await Queue.EnqueueAsync(message, null, default);

        Assert.Empty(Assert.Single(sent).Body.ToArray());
        var (read, hasBody) = await new MessageReader(archive).ReadAsync(Of(sent[0]), default);
        Assert.True(hasBody);
        Assert.Equal(message.Body.ToArray(), read.Body.ToArray());
    }

    [Fact]
    public async Task Claim_check_whose_blob_is_gone_says_so()
    {
        await Queue.EnqueueAsync(Message(new string('x', 101)), null, default);
        archive.Bodies.Clear();

        Assert.False((await new MessageReader(archive).ReadAsync(Of(sent[0]), default)).HasBody);
    }

    [Fact]
    public async Task Message_that_the_broker_finds_too_large_goes_again_as_a_claim_check()
    {
        sender.SetupSequence(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusException("too large", ServiceBusFailureReason.MessageSizeExceeded))
            .Returns(Task.CompletedTask);

        Assert.Equal(EnqueueResult.Enqueued, await Queue.EnqueueAsync(Message("small"), null, default));
        Assert.Single(archive.Bodies);
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.ServiceBusy)]
    [InlineData(ServiceBusFailureReason.QuotaExceeded)]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound)]
    public async Task Broker_that_takes_nothing_is_an_unavailable_queue(ServiceBusFailureReason reason)
    {
        sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusException("no", reason));

        await Assert.ThrowsAsync<QueueUnavailableException>(() => Queue.EnqueueAsync(Message(), null, default).AsTask());
    }

    [Fact]
    public async Task Ids_too_long_for_properties_do_not_keep_a_message_out()
    {
        var message = Message() with { OrderId = new string('o', 5000), Identity = new(new string('i', 5000)) };
        await Queue.EnqueueAsync(message, null, default);

        Assert.All(sent[0].ApplicationProperties.Values.OfType<string>(), static value => Assert.InRange(value.Length, 0, 1024));
        Assert.Null((await new MessageReader(archive).ReadAsync(Of(sent[0]), default)).Message.OrderId);
    }

    [Fact]
    public async Task Foreign_message_is_read_as_far_as_it_goes()
    {
        var foreign = Of(new ServiceBusMessage("by hand") { MessageId = "m" });

        var (read, _) = await new MessageReader(archive).ReadAsync(foreign, default);

        Assert.Equal(("unknown", "unrecognised", "m", Noon), (read.Provider, read.Subject, read.Identity.Value, read.ReceivedAt));
    }
}
