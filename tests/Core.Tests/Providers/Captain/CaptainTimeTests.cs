using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using static OrderRelay.Core.Tests.Providers.ProviderBodies;

namespace OrderRelay.Core.Tests.Providers.Captain;

public sealed class CaptainTimeTests
{
    [Fact]
    public void Float_published_at_is_kept_to_the_last_digit_sent()
    {
        var @event = FromCaptain.Event(CaptainSample("order_status_updated.failed.json").Body);
        Assert.Equal("1741853625.8681452", @event.OccurredAtText);
        Assert.Equal("2025-03-13T08:13:45.8681452Z", InstantConverter.Write(@event.OccurredAt));
    }

    [Theory]
    [InlineData("1651157758", "2022-04-28T14:55:58Z")]
    [InlineData("1651157758.1", "2022-04-28T14:55:58.1Z")]
    [InlineData("\"1651157758.1605158\"", "2022-04-28T14:55:58.1605158Z")]
    [InlineData("1651157758.1605157", "2022-04-28T14:55:58.1605157Z")]
    [InlineData("1.6511577581605158e9", "2022-04-28T14:55:58.1605158Z")]
    [InlineData("1651157758.16051589999", "2022-04-28T14:55:58.1605158Z")]
    [InlineData("1651157758160", "2022-04-28T14:55:58.16Z")]
    [InlineData("\"2022-04-28T14:55:58.274-06:00\"", "2022-04-28T20:55:58.274Z")]
    public void Published_at_is_read_however_it_is_written(string publishedAt, string expected)
        => Assert.Equal(expected, At($"\"published_at\":{publishedAt}", "\"created_at\":\"2025-01-01T00:00:00Z\""));

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1e400")]
    [InlineData("1e20")]
    [InlineData("\"10:18\"")]
    [InlineData("[]")]
    [InlineData("true")]
    public void Published_at_that_is_no_time_falls_back_to_created_at(string publishedAt)
        => Assert.Equal("2025-01-01T00:00:00Z", At($"\"published_at\":{publishedAt}", "\"created_at\":\"2025-01-01T00:00:00Z\""));

    [Theory]
    [InlineData("2025-03-13T02:28:47.324-06:00", "2025-03-13T08:28:47.324Z")]
    [InlineData("2025-03-13T19:13:45.902+11:00", "2025-03-13T08:13:45.902Z")]
    [InlineData("2025-03-13T08:13:45Z", "2025-03-13T08:13:45Z")]
    [InlineData("2025-03-13T08:13:45", "2025-03-13T08:13:45Z")]
    [InlineData("2025-03-13 08:13:45 +0100", "2025-03-13T07:13:45Z")]
    public void Created_at_with_any_offset_is_one_instant_and_its_text(string createdAt, string expected)
    {
        var @event = FromCaptain.Event(CaptainBody("order_status_updated", "\"order_status\":\"failed\"", $"\"created_at\":\"{createdAt}\""));
        Assert.Equal(expected, InstantConverter.Write(@event.OccurredAt));
        Assert.Equal(createdAt, @event.OccurredAtText);
    }

    [Fact]
    public void Sent_at_differs_between_attempts_and_is_no_time_of_the_event()
    {
        var mapped = FromCaptain.Map(System.Text.Encoding.UTF8.GetBytes(CaptainBody(
            "order_status_updated", "\"order_status\":\"failed\"", "\"metadata\":{\"sent_at\":\"2025-03-13T08:13:45.969+00:00\"}")));
        Assert.Equal(DeadLetterReason.InvalidField, mapped.Failure);
    }

    [Fact]
    public void Event_without_any_time_is_an_invalid_field()
    {
        var mapped = FromCaptain.Map(System.Text.Encoding.UTF8.GetBytes(CaptainBody("order_status_updated", "\"order_status\":\"failed\"", "\"created_at\":\"\"")));
        Assert.Equal(DeadLetterReason.InvalidField, mapped.Failure);
        Assert.Contains("data.published_at", mapped.FailureText, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_completed_at_is_absent()
    {
        var unfinished = FromCaptain.Event(CaptainSample("order_preparation_updated.being_prepared.json").Body).Facts;
        Assert.Equal("2024-04-29T10:44:22.181Z", InstantConverter.Write(unfinished.PreparationStartedAt!.Value));
        Assert.Null(unfinished.PreparationCompletedAt);
        var finished = FromCaptain.Event(CaptainSample("order_preparation_updated.prepared.json").Body).Facts;
        Assert.Equal("2024-04-29T11:00:57.989Z", InstantConverter.Write(finished.PreparationCompletedAt!.Value));
    }

    [Fact]
    public void Metadata_gives_the_attempt_and_its_time()
    {
        var mapped = FromCaptain.Map(CaptainSample("order_status_updated.failed.json").Body);
        Assert.Equal(1, mapped.DeliveryAttempt);
        Assert.Equal("2025-03-13T08:13:45.969Z", InstantConverter.Write(mapped.SentAt!.Value));
    }

    private static string At(string data, string envelope)
        => InstantConverter.Write(FromCaptain.Event(CaptainBody("order_status_updated", $"\"order_status\":\"failed\",{data}", envelope)).OccurredAt);
}
