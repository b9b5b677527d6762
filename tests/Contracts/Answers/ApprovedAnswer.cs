using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderRelay.Contracts.Answers;

/// <summary>
/// The approved answers, one file each, laid out for review. Run the tests with <c>ORDERRELAY_APPROVE=1</c> to rewrite
/// them, then review the difference as the change of a public contract that it is.
/// </summary>
public static class ApprovedAnswer
{
    private const string Opaque = "…";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool Approving => Environment.GetEnvironmentVariable("ORDERRELAY_APPROVE") == "1";

    /// <summary>Compares one answer with its approved file.</summary>
    /// <returns>Null when they agree; otherwise what differs.</returns>
    public static string? Compare(string name, Answer answer)
    {
        var path = Path.Combine(Folder(), name + ".json");
        var actual = LaidOut(answer);
        if (Approving)
        {
            File.WriteAllText(path, actual);
            return null;
        }

        var approved = File.Exists(path) ? File.ReadAllText(path) : "(no approved file)";
        return approved == actual ? null : $"{name}:\n--- approved\n{approved}\n--- answered\n{actual}";
    }

    private static string LaidOut(Answer answer)
    {
        var body = answer.Body.Length == 0 ? null : JsonNode.Parse(answer.Body);
        Hide(body);
        var whole = new JsonObject { ["status"] = answer.Status, ["contentType"] = answer.ContentType, ["body"] = body };
        return whole.ToJsonString(Layout) + "\n";
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonArray elements)
        {
            foreach (var element in elements)
            {
                Hide(element);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToArray())
            {
                Hide(value);
                HideMember(members, name);
            }
        }
    }

    /// <summary>A cursor has to be there or not; whether a request was traced is the host's affair altogether.</summary>
    private static void HideMember(JsonObject members, string name)
    {
        if (name == "cursor")
        {
            members[name] = Opaque;
        }
        else if (name == "traceParent")
        {
            _ = members.Remove(name);
        }
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrderRelay.slnx")))
            {
                return Directory.CreateDirectory(Path.Combine(folder.FullName, "tests", "Contracts", "Answers", "Approved")).FullName;
            }
        }

        throw new DirectoryNotFoundException("no folder above the tests holds OrderRelay.slnx");
    }
}
