using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Ports;

public sealed class ArrivalJsonTests
{
    private const int Cases = 5_000;
    private const int Seed = 20_260_111;

    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Serialiser = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new InstantConverter() },
    };

    [Fact]
    public void Arrivals_are_written_as_the_serialiser_writes_them_and_read_back()
    {
        for (var index = 0; index < Cases; index++)
        {
            var arrival = Arrival(new Random(Seed + index));
            var written = ArrivalJson.Write(arrival);

            Assert.Equal(JsonSerializer.Serialize(arrival, Serialiser), Encoding.UTF8.GetString(written));
            Assert.Equal(arrival, ArrivalJson.Read(written));
        }
    }

    /// <summary>One member more and the writer has to learn of it.</summary>
    [Fact]
    public void Every_member_is_written() => Assert.Equal(13, typeof(Arrival).GetProperties().Length);

    private static Arrival Arrival(Random random)
    {
        bool Some() => random.Next(2) == 0;
        DateTimeOffset At() => Noon.AddTicks(random.Next(3) == 0 ? random.Next() : random.Next(1000) * TimeSpan.TicksPerMillisecond);
        return new()
        {
            ReceivedAt = At(),
            ProjectedAt = At(),
            ArrivedLate = Some(),
            Receipts = random.Next(1, 30),
            LastReceivedAt = At(),
            DeliveryAttempt = Some() ? random.Next(-2, 20) : null,
            SentAt = Some() ? At() : null,
            TraceParent = Some() ? "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" : null,
            HeadlineBefore = Some() ? Enum.GetValues<Headline>()[random.Next(Enum.GetValues<Headline>().Length)] : null,
            HeadlineAfter = Some() ? Enum.GetValues<Headline>()[random.Next(Enum.GetValues<Headline>().Length)] : null,
            Moved = Some(),
            Conflicting = Some(),
            ReplayOf = Some() ? "letter <é>" : null,
        };
    }
}
