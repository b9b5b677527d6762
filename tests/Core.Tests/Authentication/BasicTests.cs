using System.Text;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Tests.Authentication;

public sealed class BasicTests
{
    private static readonly WebhookAuthenticator Two = Of(
        ("Users:0:Name", "Aladdin"), ("Users:0:Password", "open sesame"), ("Users:1:Name", "João"), ("Users:1:Password", "a:b"));

    [Fact]
    public void Known_vector_is_accepted()
        => Assert.Equal(AuthenticationStatus.Accepted, Two.Ask("{}"u8, ("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")));

    [Theory]
    [InlineData("basic", "João:a:b", AuthenticationStatus.Accepted)]
    [InlineData("Basic", "Aladdin:a:b", AuthenticationStatus.WrongCredential)]
    [InlineData("Basic", "Aladdin", AuthenticationStatus.WrongCredential)]
    [InlineData("Basic", "", AuthenticationStatus.WrongCredential)]
    [InlineData("Bearer", "Aladdin:open sesame", AuthenticationStatus.WrongCredential)]
    public void Only_a_whole_pair_behind_the_scheme_is_accepted(string scheme, string pair, AuthenticationStatus expected)
        => Assert.Equal(expected, Two.Ask("{}"u8, ("Authorization", $"{scheme} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}")));

    [Fact]
    public void What_is_no_base64_is_wrong() => Assert.Equal(AuthenticationStatus.WrongCredential, Two.Ask("{}"u8, ("Authorization", "Basic %%%")));

    [Fact]
    public void Absent_header_is_missing() => Assert.Equal(AuthenticationStatus.MissingCredential, Two.Ask("{}"u8));

    [Fact]
    public void No_user_is_always_refused()
        => Assert.Equal(AuthenticationStatus.NoCredentialConfigured, Of().Ask("{}"u8, ("Authorization", "Basic Og==")));

    private static WebhookAuthenticator Of(params (string, string)[] settings)
        => AuthenticationScenario.Of("captain", [("Mode", "basic"), .. settings]);
}
