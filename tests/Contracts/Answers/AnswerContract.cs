namespace OrderRelay.Contracts.Answers;

/// <summary>Every host gives the approved answers, to the byte. A host joins by saying how to start and reach it.</summary>
public abstract class AnswerContract
{
    /// <summary>Starts an empty host on this clock, with <see cref="AnswerScenario.Settings"/>.</summary>
    protected abstract Task<AnswerSubject> CreateAsync(TimeProvider time);

    /// <summary>
    /// Questions, by name, that never reach this host's code because the platform in front of it answers them; with the reason.
    /// Their answers have no body.
    /// </summary>
    protected virtual IReadOnlyDictionary<string, string> AnsweredByThePlatform => new Dictionary<string, string>();

    [Fact]
    public async Task Every_answer_is_the_approved_one()
    {
        var time = new FakeTime();
        await using var subject = await CreateAsync(time);
        foreach (var post in AnswerScenario.Posts)
        {
            _ = await subject.SendAsync(post);
            await subject.WaitUntilProjectedAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var differences = new List<string>();
        foreach (var (name, question) in AnswerScenario.Questions)
        {
            var answer = await subject.SendAsync(question);
            await subject.WaitUntilProjectedAsync();
            if (AnsweredByThePlatform.ContainsKey(name))
            {
                Assert.True(answer.Body.Length == 0, $"{name} reached the host");
            }
            else if (ApprovedAnswer.Compare(name, answer) is { } difference)
            {
                differences.Add(difference);
            }

            await CheckTagAsync(subject, name, question, answer);
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    /// <summary>A 200 to a GET has a strong tag; named by that tag it is not sent again, and by another it is.</summary>
    private static async Task CheckTagAsync(AnswerSubject subject, string name, AnswerRequest question, Answer answer)
    {
        if (question.Method != "GET" || answer.Status != 200)
        {
            Assert.True(answer.Tag is null, $"{name} is tagged");
            return;
        }

        Assert.Matches("^\"[A-Za-z0-9_-]{22}\"$", answer.Tag);
        var known = await subject.SendAsync(Naming(question, $"\"other\", W/{answer.Tag}"));
        Assert.Equal((304, null, 0, answer.Tag), (known.Status, known.ContentType, known.Body.Length, known.Tag));
        var changed = await subject.SendAsync(Naming(question, "\"other\""));
        Assert.Equal((200, answer.Tag), (changed.Status, changed.Tag));
    }

    private static AnswerRequest Naming(AnswerRequest request, string tags)
        => request with { Headers = [.. request.Headers, new("If-None-Match", tags)] };
}
