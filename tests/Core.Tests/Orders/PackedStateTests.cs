using System.Text;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>An order in memory is the one that its row says.</summary>
public sealed class PackedStateTests
{
    [Fact]
    public void Row_of_a_packed_state_is_that_of_the_state()
        => Property.Holds(10_000, 9, static (set, _) =>
        {
            var state = OrderProjection.Fold(set).State;
            var row = PackedRow.Of(PackedState.Write(state));
            var (expected, actual) = (Row(state), Text(row));
            return expected == actual && state.Facts.References == row.References ? null : $"expected {expected} {state.Facts.References}\nwritten  {actual} {row.References}";
        });

    [Fact]
    public void States_are_read_back_as_they_were()
        => Property.Holds(10_000, 8, static (set, _) =>
        {
            var state = OrderProjection.Fold(set).State;
            var (expected, actual) = (Row(state), Row(PackedState.Read(PackedState.Write(state))));
            return expected == actual ? null : $"expected {expected}\nread     {actual}";
        });

    [Fact]
    public void Every_member_is_kept()
    {
        var filled = Filled.Of<OrderState>();
        var state = filled with { Facts = filled.Facts with { Items = null } };
        var packed = PackedState.Write(state);

        Assert.Equal(Row(state), Row(PackedState.Read(packed)));
        Assert.Equal(Row(state), Text(PackedRow.Of(packed)));
        Assert.Equal(state.Facts.References, PackedRow.Of(packed).References);
    }

    [Fact]
    public void Order_that_knows_nothing_costs_no_facts()
    {
        var state = Filled.Of<OrderState>() with { Facts = OrderFacts.None, Items = [], DeliveryTimes = [], PreparationTimes = [], Delivery = null };

        var packed = PackedState.Write(state);
        var read = PackedState.Read(packed);

        Assert.Same(OrderFacts.None, read.Facts);
        Assert.Equal(Row(state), Row(read));
        Assert.Equal(Row(state), Text(PackedRow.Of(packed)));
        Assert.Null(PackedRow.Of(packed).References);
    }

    /// <summary>Lengths on both sides of where the form of a length changes.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("😀")]
    [InlineData("\0")]
    [InlineData("\u2028")]
    [InlineData("half of a pair: \ud83d")]
    public void Texts_of_every_length_are_kept(string part)
    {
        for (var times = 1; times < 300; times++)
        {
            var state = State(string.Concat(Enumerable.Repeat(part, times)));
            var packed = PackedState.Write(state);

            Assert.Equal(Row(state), Row(PackedState.Read(packed)));
            Assert.Equal(Row(state), Text(PackedRow.Of(packed)));
        }
    }

    [Fact]
    public void Each_character_is_escaped_as_in_a_row_also_when_it_is_alone()
    {
        for (var character = '\0'; character <= 0x7f; character++)
        {
            var state = State(character.ToString());

            Assert.Equal(Row(state), Text(PackedRow.Of(PackedState.Write(state))));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Numbers_of_every_size_are_kept(int number)
    {
        var state = State("a") with { Events = number, UnknownStatuses = number };

        Assert.Equal(Row(state), Row(PackedState.Read(PackedState.Write(state))));
    }

    [Fact]
    public void States_of_any_size_are_kept_one_after_another()
    {
        foreach (var length in (int[])[10, 5_000_000, 10, 100_000])
        {
            var state = State(new string('a', length));

            Assert.Equal(Row(state), Row(PackedState.Read(PackedState.Write(state))));
        }
    }

    [Fact]
    public void What_orders_repeat_is_in_memory_once_and_what_is_personal_is_not()
    {
        var packed = PackedState.Write(State("FoodDelivery") with { Key = new("captain", "o-1") });

        var (first, second) = (PackedState.Read(packed), PackedState.Read(packed));

        Assert.Same(first.Facts.Carrier, second.Facts.Carrier);
        Assert.Same(first.Key.Provider, second.Key.Provider);
        Assert.Equal("FoodDelivery", second.Facts.Recipient!.Name);
        Assert.NotSame(first.Facts.Recipient!.Name, second.Facts.Recipient.Name);
    }

    private static OrderState State(string text)
    {
        var filled = Filled.Of<OrderState>();
        return filled with { Facts = new() { Carrier = text, Recipient = new() { Name = text }, Total = 1.50m }, Items = [] };
    }

    private static string Text(PackedRow row) => Encoding.UTF8.GetString(row.Json);

    private static string Row(OrderState state) => Encoding.UTF8.GetString(OrderJson.Write(state));
}
