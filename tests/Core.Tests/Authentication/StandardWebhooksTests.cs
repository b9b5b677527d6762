using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Tests.Authentication;

public sealed class StandardWebhooksTests
{
    // The vector that the specification's reference implementations share.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly string Timestamp = $"{AuthenticationScenario.Now}";

    private static ReadOnlySpan<byte> Body => "{\"test\": 2432232314}"u8;

    [Fact]
    public void Known_vector_is_signed_alike()
        => Assert.Equal(Signature, StandardWebhooksSignature.Sign(Key(Secret), Id, DateTimeOffset.FromUnixTimeSeconds(AuthenticationScenario.Now), Body));

    [Fact]
    public void Known_vector_is_accepted() => Assert.Equal(AuthenticationStatus.Accepted, Ask(Of(Secret), Id, Timestamp, Signature));

    [Fact]
    public void One_right_signature_among_others_is_accepted()
        => Assert.Equal(AuthenticationStatus.Accepted, Ask(Of(Secret), Id, Timestamp, $"v1a,xxxx v1,AAAA {Signature} v2,{Signature[3..]}"));

    [Fact]
    public void Either_of_two_overlapping_secrets_is_accepted()
    {
        Assert.Equal(AuthenticationStatus.Accepted, Ask(Of(OtherSecret, Secret), Id, Timestamp, Signature));
        Assert.Equal(AuthenticationStatus.Accepted, Ask(Of(Secret, OtherSecret), Id, Timestamp, Signature));
        Assert.Equal(AuthenticationStatus.WrongCredential, Ask(Of(OtherSecret), Id, Timestamp, Signature));
    }

    [Theory]
    [InlineData("msg_other", "1614265330", Signature)]
    [InlineData(Id, "1614265331", Signature)]
    [InlineData(Id, "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ2OE=")]
    [InlineData(Id, "1614265330", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265330", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265330", "v1,")]
    public void Anything_that_the_signature_does_not_cover_is_wrong(string id, string timestamp, string signature)
        => Assert.Equal(AuthenticationStatus.WrongCredential, Ask(Of(Secret), id, timestamp, signature));

    [Theory]
    [InlineData(-300, AuthenticationStatus.Accepted)]
    [InlineData(-301, AuthenticationStatus.StaleTimestamp)]
    [InlineData(300, AuthenticationStatus.Accepted)]
    [InlineData(301, AuthenticationStatus.StaleTimestamp)]
    public void Timestamp_is_held_against_five_minutes(int seconds, AuthenticationStatus expected)
    {
        var sentAt = DateTimeOffset.FromUnixTimeSeconds(AuthenticationScenario.Now + seconds);
        var signature = StandardWebhooksSignature.Sign(Key(Secret), Id, sentAt, Body);
        Assert.Equal(expected, Ask(Of(Secret), Id, $"{sentAt.ToUnixTimeSeconds()}", signature));
    }

    [Fact]
    public void Absent_header_is_missing()
    {
        Assert.Equal(AuthenticationStatus.MissingCredential, Of(Secret).Ask(Body, ("webhook-id", Id), ("webhook-timestamp", Timestamp)));
        Assert.Equal(AuthenticationStatus.MissingCredential, Of(Secret).Ask(Body, ("webhook-id", Id), ("webhook-signature", Signature)));
        Assert.Equal(AuthenticationStatus.MissingCredential, Of(Secret).Ask(Body, ("webhook-timestamp", Timestamp), ("webhook-signature", Signature)));
    }

    [Fact]
    public void No_secret_is_always_refused() => Assert.Equal(AuthenticationStatus.NoCredentialConfigured, Ask(Of(), Id, Timestamp, Signature));

    private static byte[] Key(string secret) => StandardWebhooksSignature.ReadSecret(secret)!;

    private static WebhookAuthenticator Of(params string[] secrets)
        => AuthenticationScenario.Of("captain", [("Mode", "standard-webhooks"), .. secrets.Select(static (secret, i) => ($"Secrets:{i}", secret))]);

    private static AuthenticationStatus Ask(WebhookAuthenticator authenticator, string id, string timestamp, string signature)
        => authenticator.Ask(Body, ("Webhook-Id", id), ("Webhook-Timestamp", timestamp), ("Webhook-Signature", signature));
}
