using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;

namespace OrderRelay.Contracts.Providers;

/// <summary>
/// What every provider promises. A provider joins by deriving from this and saying where its samples lie
/// (<c>samples/{name}/*.json</c> in the test output) and what its fields are called.
/// </summary>
public abstract class ProviderContract
{
    protected abstract IProvider Provider { get; }

    /// <summary>Path of the order's id, such as <c>data.order_uuid</c>.</summary>
    protected abstract string OrderIdField { get; }

    /// <summary>Path of the event's name.</summary>
    protected abstract string EventNameField { get; }

    /// <summary>Each path that may hold an event's status.</summary>
    protected abstract IReadOnlyList<string> StatusFields { get; }

    private IReadOnlyList<ProviderSample> Samples => ProviderSample.All(Provider.Name);

    [Fact]
    public void Sample_scanned_is_recognised_with_its_order()
    {
        Assert.NotEmpty(Samples);
        foreach (var sample in Samples)
        {
            var scan = Provider.Scan(sample.Body);
            Assert.True(scan.Status is ScanStatus.Recognised, sample.Name);
            Assert.Equal(sample.Text(OrderIdField), scan.OrderId);
            Assert.Equal(sample.Text(EventNameField), scan.EventName);
        }
    }

    [Fact]
    public void Sample_mapped_moves_a_track_at_a_known_instant()
    {
        foreach (var sample in Samples)
        {
            var @event = Mapped(sample.Body);
            Assert.True(@event.Move is { Unknown: false, Rank: > 0 }, sample.Name);
            Assert.Equal(new OrderKey(Provider.Name, sample.Text(OrderIdField)!), @event.Order);
            Assert.Equal(TimeSpan.Zero, @event.OccurredAt.Offset);
            Assert.Contains(@event.OccurredAtText, Encoding.UTF8.GetString(sample.Body), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sample_laid_out_otherwise_is_the_same_event()
    {
        foreach (var sample in Samples)
        {
            var (original, other) = (Mapped(sample.Body), Mapped(sample.LaidOutOtherwise()));
            Assert.Equal(original.Identity, other.Identity);
            Assert.Equal(original.Content, other.Content);
            Assert.Equal(OrderJson.Write(original), OrderJson.Write(other));
            ProviderAgreement.Check(Provider, sample.LaidOutOtherwise());
        }
    }

    [Fact]
    public void Sample_without_its_order_id_is_no_order()
    {
        foreach (var sample in Samples)
        {
            AssertFails(DeadLetterReason.NoOrder, sample.Without(OrderIdField), OrderIdField);
            AssertFails(DeadLetterReason.NoOrder, sample.With(OrderIdField, ""), OrderIdField);
        }
    }

    [Fact]
    public void Sample_without_its_event_name_is_unrecognised()
    {
        foreach (var sample in Samples)
        {
            AssertFails(DeadLetterReason.Unrecognised, sample.Without(EventNameField), EventNameField);
        }
    }

    [Fact]
    public void Sample_without_a_status_is_an_invalid_field()
    {
        foreach (var sample in Samples)
        {
            var mapped = Provider.Map(sample.Without([.. StatusFields]));
            Assert.Equal(DeadLetterReason.InvalidField, mapped.Failure);
            Assert.Contains(StatusFields, field => mapped.FailureText!.Contains(field, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Sample_with_a_status_outside_the_table_is_kept_as_unknown()
    {
        foreach (var sample in Samples)
        {
            var unknown = sample.WithEach(StatusFields, "teleported");
            Assert.Equal(ScanStatus.Recognised, Provider.Scan(unknown).Status);
            var @event = Mapped(unknown);
            Assert.True(@event.Move is { Unknown: true, ProviderStatus: "teleported", Rank: 0 }, sample.Name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("not json")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{} // done")]
    public void Body_that_is_not_JSON_is_not_JSON(string body) => AssertNotJson(Encoding.UTF8.GetBytes(body));

    [Fact]
    public void Sample_cut_short_or_with_a_tail_is_not_JSON()
    {
        foreach (var sample in Samples)
        {
            AssertNotJson(sample.Body[..^3]);
            AssertNotJson([.. sample.Body, .. "garbage"u8]);
        }
    }

    [Fact]
    public void Body_that_is_not_UTF8_is_not_JSON() => AssertNotJson([.. "{\"a\":\""u8, 0xFF, 0xC0, .. "\"}"u8]);

    [Fact]
    public void Body_nested_beyond_every_use_is_not_JSON()
        => AssertNotJson(Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000)));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("{\"data\":[]}")]
    public void Body_that_is_no_event_is_unrecognised(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var scan = Provider.Scan(body);
        Assert.Equal(ScanStatus.Unrecognised, scan.Status);
        Assert.StartsWith("sha256:", scan.Identity.Value, StringComparison.Ordinal);
        Assert.Equal(DeadLetterReason.Unrecognised, Provider.Map(body).Failure);
    }

    [Fact]
    public void Byte_order_mark_changes_nothing()
    {
        foreach (var sample in Samples)
        {
            byte[] marked = [0xEF, 0xBB, 0xBF, .. sample.Body];
            Assert.Equal(Provider.Scan(sample.Body), Provider.Scan(marked));
            Assert.Equal(OrderJson.Write(Mapped(sample.Body)), OrderJson.Write(Mapped(marked)));
        }
    }

    [Fact]
    public void Field_of_every_wrong_type_never_throws()
    {
        foreach (var sample in Samples)
        {
            foreach (var body in sample.WithEveryWrongType())
            {
                ProviderAgreement.Check(Provider, body);
            }
        }
    }

    [Fact]
    public void Randomly_damaged_sample_never_throws()
    {
        const int Seed = 20260115;
        var damage = new ByteDamage(new Random(Seed));
        foreach (var sample in Samples)
        {
            for (var i = 0; i < 3000; i++)
            {
                ProviderAgreement.Check(Provider, damage.Of(sample.Body));
            }
        }
    }

    [Fact]
    public void Failure_text_shows_no_value_of_the_body()
    {
        foreach (var sample in Samples)
        {
            // The name of a documented event is the provider's word, not a value of anybody's.
            string[] values = [.. sample.Texts().Where(text => text != sample.Text(EventNameField)), ProviderSample.Canary];
            foreach (var body in sample.WithoutEachField().Concat(sample.WithEveryWrongType()))
            {
                var text = Provider.Map(body).FailureText ?? "";
                Assert.DoesNotContain(values, value => text.Contains(value, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Samples_made_one_orders_fold_to_one_state_in_every_order_of_arrival()
    {
        OrderEvent[] events = [.. Samples.Select(sample => Mapped(sample.With(OrderIdField, "one-order")))];
        var expected = OrderJson.Write(OrderProjection.Fold(events)!.State);
        const int Seed = 4711;
        var random = new Random(Seed);
        for (var i = 0; i < 200; i++)
        {
            random.Shuffle(events);
            Assert.Equal(expected, OrderJson.Write(OrderProjection.Fold(events)!.State));
            Assert.Equal(expected, OrderJson.Write(OrderProjection.Fold([.. events, events[0]])!.State));
        }
    }

    private OrderEvent Mapped(byte[] body)
    {
        var mapped = Provider.Map(body);
        Assert.True(mapped.Failure is null, mapped.FailureText);
        return mapped.Event!;
    }

    private void AssertFails(DeadLetterReason reason, byte[] body, string field)
    {
        Assert.Equal(ScanStatus.Unrecognised, Provider.Scan(body).Status);
        var mapped = Provider.Map(body);
        Assert.Equal(reason, mapped.Failure);
        Assert.Contains(field, mapped.FailureText, StringComparison.Ordinal);
    }

    private void AssertNotJson(byte[] body)
    {
        Assert.Equal(EventScan.NotJson, Provider.Scan(body));
        Assert.Equal(DeadLetterReason.NotJson, Provider.Map(body).Failure);
    }
}
