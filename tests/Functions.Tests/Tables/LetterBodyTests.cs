using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Functions.Tables;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Tables;

/// <summary>Letters whose bodies no row can hold, edited and erased.</summary>
public sealed class LetterBodyTests
{
    private const int Large = LetterBodies.MaxInline + 1;

    [Theory]
    [InlineData(Large, Large)]
    [InlineData(LetterBodies.MaxInline, LetterBodies.MaxInline)]
    [InlineData(10, Large)]
    [InlineData(Large, 10)]
    public async Task Edited_body_and_original_come_back_and_both_go_with_the_order_it_was_moved_to(int original, int edited)
    {
        var storage = await TestStorage.CreateAsync();
        var letter = Samples.Letter("20260301T120000-a") with { Body = Bytes(original, 1) };
        await storage.DeadLetters.AddAsync(letter, default);
        Assert.True(await storage.DeadLetters.EditAsync(letter.Id, DeadLetterStatus.Open, letter with { Body = Bytes(edited, 2), OrderId = "order-9" }, default));

        var read = (await storage.DeadLetters.GetAsync(letter.Id, default))!;
        Assert.Equal(Bytes(edited, 2), read.Body!.Value.ToArray());
        Assert.Equal(Bytes(original, 1), read.OriginalBody!.Value.ToArray());
        var blobs = await BlobsAsync(storage, letter.Id);

        await storage.DeadLetters.EraseAsync("captain", "order-9", Samples.Noon, default);

        var erased = (await storage.DeadLetters.GetAsync(letter.Id, default))!;
        Assert.True(erased is { Body: null, OriginalBody: null, ErasedAt: not null });
        foreach (var blob in blobs)
        {
            Assert.Null(await storage.Archive.GetAsync(blob, default));
        }
    }

    [Fact]
    public async Task Letter_marked_by_whom_an_erasure_overtook_stays_erased()
    {
        var storage = await TestStorage.CreateAsync();
        var letter = Samples.Letter("20260301T120000-a");
        await storage.DeadLetters.AddAsync(letter, default);
        await storage.DeadLetters.EraseAsync("captain", letter.OrderId!, Samples.Noon, default);

        Assert.True(await storage.DeadLetters.MarkAsync(letter.Id, DeadLetterStatus.Open, letter with { Status = DeadLetterStatus.Discarded }, default));

        var read = (await storage.DeadLetters.GetAsync(letter.Id, default))!;
        Assert.Equal((null, Samples.Noon), (read.Body, read.ErasedAt));
    }

    private static async Task<string[]> BlobsAsync(TestStorage storage, string id)
    {
        var keys = DeadLetterRows.KeysOf(id);
        return [.. DeadLetterRows.BodiesOf((await storage.Tables.DeadLetters.GetEntityAsync<Azure.Data.Tables.TableEntity>(keys.Partition, keys.Row)).Value).Blobs];
    }

    private static byte[] Bytes(int length, byte value)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, value);
        return bytes;
    }
}
