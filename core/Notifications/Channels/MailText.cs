using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>A message as mail: text with HTML as its alternative.</summary>
internal static partial class MailText
{
    public static MailMessage Of(NotificationMessage message, MailAddress from, IReadOnlyList<MailAddress> to)
    {
        var mail = new MailMessage
        {
            From = from,
            Subject = SingleLine.Of(message.Subject),
            SubjectEncoding = Encoding.UTF8,
        };
        foreach (var address in to)
        {
            mail.To.Add(address);
        }

        mail.Headers["Message-ID"] = $"<{LocalPart(message.Id)}@{from.Host}>";

        // Asks holiday responders to keep quiet (RFC 3834).
        mail.Headers["Auto-Submitted"] = "auto-generated";
        mail.AlternateViews.Add(View(message.Text, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(View(message.Html, MediaTypeNames.Text.Html));
        return mail;
    }

    private static AlternateView View(string content, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(content, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    /// <summary>The id itself where a Message-ID can hold it, and its hash where not.</summary>
    private static string LocalPart(string id)
        => Plain().IsMatch(id) ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
