using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class MessageIdsTests
{
    private static readonly EventIdentity Identity = new("order_status_updated:9a52600d");

    [Fact]
    public void One_body_has_one_id_on_every_machine_and_in_every_version()
        => Assert.Equal(
            "captain:order_status_updated:9a52600d~0ef4c2673c50e299c48cd003378b5347",
            MessageIds.Of("captain", Identity, Encoding.UTF8.GetBytes("""{"event_name":"order_status_updated","data":{"order_uuid":"é"}}""")));

    [Fact]
    public void Every_changed_bit_makes_another_id()
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"status":"completed","at":1651147200.123}""", 4)));
        var ids = new HashSet<string> { Of(body) };
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            body[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(ids.Add(Of(body)), $"bit {bit}");
            body[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Every_length_of_the_same_bytes_makes_another_id()
    {
        var ids = new HashSet<string>();
        for (var length = 0; length <= 300; length++)
        {
            Assert.True(ids.Add(Of(new byte[length])), $"{length} zeros");
            Assert.True(length == 0 || ids.Add(Of([.. Enumerable.Repeat((byte)'a', length)])), $"{length} letters");
        }
    }

    /// <summary>Bodies that differ in a counter only, as a provider's do: none meet, not even in one half of their bits.</summary>
    [Fact]
    public void Bodies_that_differ_little_never_share_half_their_bits()
    {
        var left = new HashSet<string>();
        var right = new HashSet<string>();
        for (var number = 0; number < 200_000; number++)
        {
            var id = Of(Encoding.UTF8.GetBytes($$"""{"order_uuid":"o-{{number / 8}}","status":"{{number % 8}}","event_name":"order_status_updated"}"""));
            var bits = id[^32..];
            Assert.True(left.Add(bits[..16]), $"body {number}");
            Assert.True(right.Add(bits[16..]), $"body {number}");
        }
    }

    [Fact]
    public void An_identity_that_would_not_fit_gives_way_to_its_hash()
    {
        var id = MessageIds.Of("captain", new(new string('x', 200)), [1]);

        Assert.True(id.Length <= 128, id);
        Assert.NotEqual(id, MessageIds.Of("captain", new(new string('x', 199) + "y"), [1]));
    }

    [Theory]
    [InlineData(87, true)]
    [InlineData(88, false)]
    public void An_identity_that_just_fits_is_kept(int length, bool kept)
    {
        var id = MessageIds.Of("captain", new(new string('x', length)), [1]);

        Assert.Equal(kept, id.StartsWith("captain:x", StringComparison.Ordinal));
        Assert.True(id.Length <= 128, id);
    }

    private static string Of(ReadOnlySpan<byte> body) => MessageIds.Of("captain", Identity, body);
}
