using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>The hand-written writer and the serialiser write the same bytes, and the reader gives back what was written.</summary>
public sealed class StoredJsonTests
{
    private static readonly JsonSerializerOptions Serialiser = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new InstantConverter(), new EventIdentityConverter(), new ContentHashConverter() },
    };

    [Fact]
    public void Rows_are_written_as_the_serialiser_writes_them()
        => Property.Holds(10_000, 8, static (set, _) =>
        {
            var state = OrderProjection.Fold(set).State;
            return Difference(JsonSerializer.SerializeToUtf8Bytes(state, Serialiser), OrderJson.Write(state))
                ?? set.Select(static @event => Difference(JsonSerializer.SerializeToUtf8Bytes(@event, Serialiser), OrderJson.Write(@event)))
                    .FirstOrDefault(static difference => difference is not null);
        });

    [Fact]
    public void Rows_are_read_back_as_they_were_written()
        => Property.Holds(2_000, 8, static (set, _) =>
        {
            var written = OrderJson.Write(OrderProjection.Fold(set).State);
            return Difference(written, OrderJson.Write(OrderJson.ReadState(written)))
                ?? set.Select(static @event => Difference(OrderJson.Write(@event), OrderJson.Write(OrderJson.ReadEvent(OrderJson.Write(@event)))))
                    .FirstOrDefault(static difference => difference is not null);
        });

    /// <summary>No generator fills everything at once; this does, so that a member added later cannot be forgotten.</summary>
    [Fact]
    public void Every_member_is_written()
    {
        var @event = new OrderEvent
        {
            Order = new("captain", "o\"1"),
            Identity = new("order_status_updated:<é>"),
            Content = new("0a"),
            Name = "order_status_updated",
            OccurredAt = new(2022, 4, 28, 12, 0, 0, TimeSpan.FromHours(-3)),
            OccurredAtText = "2022-04-28T12:00:00-03:00",
            Move = Filled.Of<OrderMove>(),
            Facts = Filled.Of<OrderFacts>(),
        };

        Assert.Equal(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(@event, Serialiser)), Encoding.UTF8.GetString(OrderJson.Write(@event)));
        var state = Filled.Of<OrderState>();
        Assert.Equal(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(state, Serialiser)), Encoding.UTF8.GetString(OrderJson.Write(state)));
    }

    [Fact]
    public void A_row_of_a_newer_version_is_read_without_what_it_adds()
    {
        var state = Filled.Of<OrderState>();
        var text = Encoding.UTF8.GetString(OrderJson.Write(state));
        var newer = text.Replace("\"headline\":", "\"added\":{\"a\":[1,{\"b\":null}]},\"headline\":", StringComparison.Ordinal);

        Assert.NotEqual(text, newer);
        Assert.Equal(text, Encoding.UTF8.GetString(OrderJson.Write(OrderJson.ReadState(Encoding.UTF8.GetBytes(newer)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"key\":7}")]
    [InlineData("{\"headline\":\"nowhere\"}")]
    [InlineData("{\"headlineSince\":\"yesterday\"}")]
    [InlineData("{\"events\":\"many\"}")]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"facts\":")]
    public void Bytes_that_are_no_row_are_refused(string text)
    {
        _ = Assert.ThrowsAny<JsonException>(() => OrderJson.ReadState(Encoding.UTF8.GetBytes(text)));
        _ = Assert.ThrowsAny<JsonException>(() => OrderJson.ReadEvent(Encoding.UTF8.GetBytes(text)));
    }

    private static string? Difference(byte[] expected, byte[] actual)
        => expected.AsSpan().SequenceEqual(actual) ? null : $"expected {Encoding.UTF8.GetString(expected)}\nwritten  {Encoding.UTF8.GetString(actual)}";
}
