Attribute VB_Name = "{module}"
Option Explicit

' What partnerbook's buttons do: save a copy of the workbook in front, and let Python work on that copy.
' The macros without a control can be assigned to buttons of your own, as partnerbook.xlam!CheckBook.

Sub CheckBook()
    StartTask "check"
End Sub

Sub FillReport()
    StartTask "report"
End Sub

Sub MakeRenewalSheet()
    StartTask "renewals"
End Sub

Sub SyncBook()
    StartTask "sync"
End Sub

Sub PressedCheck(control As IRibbonControl)
    CheckBook
End Sub

Sub PressedReport(control As IRibbonControl)
    FillReport
End Sub

Sub PressedRenewals(control As IRibbonControl)
    MakeRenewalSheet
End Sub

Sub PressedSync(control As IRibbonControl)
    SyncBook
End Sub

Private Sub StartTask(Task As String)
    Dim Folder As String, BookName As String, Moment As String, Slash As String
    If ActiveWorkbook Is Nothing Then
        MsgBox "{nothing_open}", vbExclamation, "partnerbook"
        Exit Sub
    End If
    ' A workbook from somebody else must not say which program is started.
    If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") Then
        MsgBox "{own_settings}", vbExclamation, "partnerbook"
        Exit Sub
    End If
    On Error GoTo NotSaved
    #If Mac Then
        Slash = "/"
        Folder = Environ("HOME") & "/{folder}"
    #Else
        Slash = "\"
        Folder = Environ("TEMP") & "\{folder}"
    #End If
    If Dir(Folder, vbDirectory) = "" Then MkDir Folder
    Moment = Format$(Now, "yyyymmddhhnnss") & Format$(Int(Timer * 100) Mod 100, "00")
    Folder = Folder & Slash & Moment
    MkDir Folder
    BookName = ActiveWorkbook.Name
    If ActiveWorkbook.Path = "" Then BookName = BookName & ".xlsx"
    ActiveWorkbook.SaveCopyAs Folder & Slash & BookName
    On Error GoTo 0
    RunPython "from {python} import start;start('" & Task & "','" & Moment & "')"
    Exit Sub
NotSaved:
    MsgBox "{not_saved}" & vbNewLine & Folder & vbNewLine & Err.Description, vbExclamation, "partnerbook"
End Sub
