using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class LookupTableTests
{
    /// <summary>The hashes are stored: with others nothing of a file would be found.</summary>
    [Theory]
    [InlineData("captain", "a", 10180246475500, 133697917342942)]
    [InlineData("abbiamo", "日本\0", 108194029386246, 130743676289318)]
    [InlineData("abbiamo", "", 27001493985186, 4973113161496)]
    public void Hash_of_a_name_stays_what_it_is(string provider, string name, long order, long reference)
    {
        Assert.Equal(order, LookupHash.OfOrder(new(provider, name)));
        Assert.Equal(reference, LookupHash.OfReference(provider, name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Finds_what_was_added_and_walks_it_by_hash(int seed)
    {
        var random = new Random(seed);
        var table = new LookupTable();
        List<Lookup> added = [];
        for (var order = 0; order < 5000; order++)
        {
            // Every tenth is one of few, as the numbers that a shop calls out.
            var lookup = new Lookup(order % 10 == 0 ? random.Next(20) : random.NextInt64(1L << LookupHash.Bits), order % 7 == 0 ? order + (1L << 48) : order);
            table.Add(lookup);
            added.Add(lookup);
        }

        foreach (var hash in added.Select(static lookup => lookup.Hash).Append(1L << 40).Distinct())
        {
            List<long> found = [];
            table.Find(hash, found);
            Assert.Equal(added.Where(lookup => lookup.Hash == hash).Select(static lookup => lookup.Order).Order(), found.Order());
        }

        List<Lookup> walked = [];
        var last = -1L;
        for (var bucket = 0; bucket < table.Buckets; bucket++)
        {
            var before = walked.Count;
            table.CopyBucket(bucket, walked);
            Assert.All(walked.Skip(before), lookup => Assert.True(lookup.Hash > last));
            last = Math.Max(last, walked.Skip(before).Select(static lookup => lookup.Hash).DefaultIfEmpty(-1).Max());
        }

        Assert.Equal(added.OrderBy(static lookup => lookup.Order), walked.OrderBy(static lookup => lookup.Order));
    }

    [Fact]
    public void Cleared_it_is_as_good_as_new()
    {
        var table = new LookupTable();
        table.Add(new(7, 1));
        table.Clear();
        table.Add(new(8, 2));

        List<long> found = [];
        table.Find(7, found);
        table.Find(8, found);
        Assert.Equal((1, 2), (table.Count, Assert.Single(found)));
    }
}
