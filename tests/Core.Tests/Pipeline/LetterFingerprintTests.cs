using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class LetterFingerprintTests
{
    [Theory]
    [InlineData("failed 10 times; the last time: busy", "failed 3 times; the last time: busy")]
    [InlineData("no provider named 'pombo' is built in", "no provider named 'other' is built in")]
    [InlineData("event 9a52600d-3f1c-4e55-8a3e-0123456789ab is odd", "event 0b52600d-3f1c-4e55-8a3e-0123456789ff is odd")]
    public void Texts_that_differ_in_numbers_ids_and_quotes_are_alike(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Fact]
    public void Another_cause_provider_reason_or_event_is_another_fingerprint()
    {
        string[] all =
        [
            Of("data.order_status is missing"),
            Of("created_at is missing"),
            LetterFingerprint.Of("abbiamo", DeadLetterReason.InvalidField, "e", "created_at is missing"),
            LetterFingerprint.Of("captain", DeadLetterReason.NoOrder, "e", "created_at is missing"),
            LetterFingerprint.Of("captain", DeadLetterReason.InvalidField, "f", "created_at is missing"),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all, static fingerprint => Assert.Equal(16, fingerprint.Length));
    }

    private static string Of(string text) => LetterFingerprint.Of("captain", DeadLetterReason.InvalidField, "e", text);
}
