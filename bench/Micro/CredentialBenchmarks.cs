using BenchmarkDotNet.Attributes;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Micro;

/// <summary>Whether the time that a credential's check takes tells how much of it was right: the right one beside wrong ones of the same
/// length. A wrong one of another length takes the time of its own length, which its sender knows.</summary>
public class CredentialBenchmarks
{
    private const string Right = "s3cret-token-of-captain-0123456789abcdef";

    private readonly WebhookAuthenticator authenticator = new(
        "captain", SampleEvents.Captain.Authentication, new ProviderAuthOptions { Tokens = { Right, "the-older-token-of-captain-fedcba9876543" } }, TimeProvider.System);

    private readonly TokenHeaders right = new("Auth-Token", Right);
    private readonly TokenHeaders wrongFirst = new("Auth-Token", "X" + Right[1..]);
    private readonly TokenHeaders wrongLast = new("Auth-Token", Right[..^1] + "X");

    [Benchmark(Baseline = true)]
    public bool RightToken() => authenticator.Authenticate(right, default).IsAccepted;

    [Benchmark]
    public bool WrongFirstByte() => authenticator.Authenticate(wrongFirst, default).IsAccepted;

    [Benchmark]
    public bool WrongLastByte() => authenticator.Authenticate(wrongLast, default).IsAccepted;
}
