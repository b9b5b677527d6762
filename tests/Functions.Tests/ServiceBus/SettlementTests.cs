using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Functions.ServiceBus;
using static OrderRelay.Functions.Tests.ServiceBus.Received;

namespace OrderRelay.Functions.Tests.ServiceBus;

public sealed class SettlementTests
{
    private readonly Mock<ServiceBusSender> sender = new();
    private readonly Mock<ServiceBusMessageActions> actions = new(MockBehavior.Strict);
    private readonly FakeTime time = new();
    private readonly List<string> steps = [];
    private ServiceBusMessage? copy;

    public SettlementTests()
    {
        sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusMessage message, CancellationToken _) =>
            {
                copy = message;
                steps.Add("send");
            })
            .Returns(Task.CompletedTask);
        actions.Setup(static actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Callback(() => steps.Add("complete"))
            .Returns(Task.CompletedTask);
    }

    private Settlement Settlement => new(sender.Object, time, NullLogger<Settlement>.Instance);

    [Fact]
    public async Task Completed_message_is_removed()
    {
        await Settlement.SettleAsync(Of(Message()), Outcome.Completed.Instance, actions.Object, default);

        Assert.Equal(["complete"], steps);
    }

    [Fact]
    public async Task Retry_schedules_a_copy_before_it_removes_the_message()
    {
        var received = Of(Message("bytes"), deliveryCount: 3);

        await Settlement.SettleAsync(received, new Outcome.Retry(TimeSpan.FromMinutes(5), "busy"), actions.Object, default);

        Assert.Equal(["send", "complete"], steps);
        Assert.NotEqual(received.MessageId, copy!.MessageId);
        Assert.InRange(copy.MessageId.Length, 1, 128);
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromMinutes(5), copy.ScheduledEnqueueTime);
        Assert.Equal("bytes", copy.Body.ToString());
        Assert.Equal(5, copy.ApplicationProperties["attempt"]);
        Assert.Equal(6, MessageReader.AttemptsOf(Of(copy)));
    }

    [Fact]
    public async Task Retry_is_due_by_the_brokers_clock_where_this_one_is_behind()
    {
        var broker = time.GetUtcNow().AddMinutes(7);

        await Settlement.SettleAsync(Of(Message(), enqueuedAt: broker), new Outcome.Retry(TimeSpan.FromMinutes(5), "busy"), actions.Object, default);

        Assert.Equal(broker.AddMinutes(5), copy!.ScheduledEnqueueTime);
    }

    [Fact]
    public async Task Retry_settled_twice_makes_copies_of_one_id_and_of_another_the_next_time()
    {
        var received = Of(Message());
        await Settlement.SettleAsync(received, new Outcome.Retry(TimeSpan.Zero, "busy"), actions.Object, default);
        var first = copy!;
        await Settlement.SettleAsync(received, new Outcome.Retry(TimeSpan.Zero, "busy"), actions.Object, default);
        Assert.Equal(first.MessageId, copy!.MessageId);

        await Settlement.SettleAsync(Of(first), new Outcome.Retry(TimeSpan.Zero, "busy"), actions.Object, default);
        Assert.NotEqual(first.MessageId, copy.MessageId);
    }

    [Fact]
    public async Task Retry_of_another_delivery_is_no_duplicate_of_the_copy_before()
    {
        await Settlement.SettleAsync(Of(Message()), new Outcome.Retry(TimeSpan.Zero, "busy"), actions.Object, default);
        var first = copy!;

        // Its lock was lost behind the copy, which may be done with by now and is remembered still.
        await Settlement.SettleAsync(Of(Message(), deliveryCount: 2), new Outcome.Retry(TimeSpan.Zero, "busy"), actions.Object, default);

        Assert.NotEqual(first.MessageId, copy!.MessageId);
    }

    [Fact]
    public async Task Dead_letter_carries_reason_and_text()
    {
        var received = Of(Message());
        actions.Setup(actions => actions.DeadLetterMessageAsync(received, null, "order_too_large", It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusReceivedMessage _, Dictionary<string, object>? _, string? _, string? text, CancellationToken _) => steps.Add($"dead {text!.Length}"))
            .Returns(Task.CompletedTask);

        await Settlement.SettleAsync(received, new Outcome.DeadLetter(DeadLetterReason.OrderTooLarge, new string('t', 5000)), actions.Object, default);

        Assert.Equal(["dead 4096"], steps);
    }

    [Fact]
    public async Task Dead_letter_carries_the_type_of_the_exception_behind_it()
    {
        actions.Setup(static actions => actions.DeadLetterMessageAsync(
                It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<Dictionary<string, object>?>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusReceivedMessage _, Dictionary<string, object>? properties, string? _, string? _, CancellationToken _) => steps.Add($"{properties!["exceptionType"]}"))
            .Returns(Task.CompletedTask);

        await Settlement.SettleAsync(Of(Message()), new Outcome.DeadLetter(DeadLetterReason.Unexpected, "t") { ExceptionType = "System.FormatException" }, actions.Object, default);

        Assert.Equal(["System.FormatException"], steps);
    }

    [Fact]
    public async Task Copy_that_cannot_be_sent_leaves_the_message_locked()
    {
        sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem));

        await Settlement.SettleAsync(Of(Message()), new Outcome.Retry(TimeSpan.Zero, "busy"), actions.Object, default);

        Assert.Empty(steps);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Reason_survives_the_broker(DeadLetterReason reason) => Assert.Equal(reason, DeadLetterWords.Parse(DeadLetterWords.Of(reason)));

    [Fact]
    public void Reasons_of_the_broker_itself_say_that_attempts_ran_out()
        => Assert.Equal(DeadLetterReason.AttemptsExhausted, DeadLetterWords.Parse("MaxDeliveryCountExceeded"));

    public static TheoryData<DeadLetterReason> Reasons => [.. Enum.GetValues<DeadLetterReason>()];
}
