using System.Net.Mail;
using System.Security.Authentication;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>What a mail server's answer means for the next attempt. Its words may name people: only the code is told.</summary>
internal static class SmtpAnswer
{
    /// <param name="exception">As the client threw it.</param>
    /// <param name="recipients">How many the message had.</param>
    public static ChannelResult Of(Exception exception, int recipients) => exception switch
    {
        SmtpFailedRecipientsException { InnerExceptions: { Length: > 0 } failures } => Partly(failures, recipients),
        SmtpFailedRecipientException failure => Partly([failure], recipients),
        SmtpException { StatusCode: > 0 } smtp => ByCode((int)smtp.StatusCode),
        SmtpException { InnerException: null } => new(ChannelStatus.Passing, "the mail server offers no encryption"),
        { InnerException: AuthenticationException } => new(ChannelStatus.Passing, "the TLS handshake failed"),
        _ => new(ChannelStatus.Passing, "the mail server could not be reached or broke off"),
    };

    private static ChannelResult ByCode(int code)
        => new(code >= 500 ? ChannelStatus.Refused : ChannelStatus.Passing, $"SMTP {code}");

    // Some have it and some have not. Somebody who is to be asked again later is worth a second copy, which carries the
    // same Message-ID; somebody who will never take it is not.
    private static ChannelResult Partly(SmtpFailedRecipientException[] failures, int recipients)
    {
        var passing = Array.Find(failures, static failure => (int)failure.StatusCode is < 500);
        var code = (int)(passing ?? failures[0]).StatusCode;
        var answer = $"SMTP {code} for {failures.Length} of {recipients} recipients";
        return passing is not null ? new(ChannelStatus.Passing, answer)
            : failures.Length < recipients ? new(ChannelStatus.Delivered, answer)
            : new(ChannelStatus.Refused, answer);
    }
}
