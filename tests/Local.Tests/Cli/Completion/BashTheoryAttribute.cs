namespace OrderRelay.Local.Tests.Cli.Completion;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = File.Exists("/bin/bash") ? null : "there is no /bin/bash to try it with";
}
