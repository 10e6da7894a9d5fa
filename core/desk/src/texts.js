// Every text that a person sees, Chinese first with the English beside it.
// {name} is filled in by t(). Kept in one place so that a nurse can proofread.

import { prefs } from './prefs.js';

const texts = {
  app: ['松鹤', 'Songhe'],
  loading: ['正在读取…', 'Reading…'],
  none: ['无', 'none'],
  yes: ['是', 'Yes'],
  no: ['否', 'No'],
  all: ['全部', 'All'],
  more: ['更多', 'More'],
  back: ['返回', 'Back'],
  close: ['关闭', 'Close'],
  cancel: ['取消', 'Cancel'],
  retry: ['再试一次', 'Try again'],
  print: ['打印', 'Print'],
  open_page: ['整页打开', 'Open as a page'],
  required: ['必填', 'required'],
  choose: ['请选择', 'Choose'],
  rows: ['{n} 行', '{n} rows'],

  // Left rail
  menu_today: ['今日', 'Today'],
  menu_board: ['床位', 'Board'],
  menu_round: ['发药', 'Round'],
  menu_residents: ['老人', 'Residents'],
  menu_assessments: ['评估', 'Assessments'],
  menu_medication: ['用药', 'Medication'],
  menu_safety: ['安全', 'Safety'],
  menu_quality: ['质量', 'Quality'],
  menu_reports: ['报告', 'Reports'],
  menu_more: ['其他', 'More'],
  menu_import: ['导入', 'Import'],
  menu_plugins: ['插件', 'Plugins'],
  rail_fold: ['收起菜单', 'Fold the menu'],
  rail_unfold: ['展开菜单', 'Unfold the menu'],
  rail_label: ['主菜单', 'Main menu'],

  // Top bar
  search: ['查找：姓名、拼音首字母、床号、证件尾号', 'Find: name, pinyin initials, bed, ID tail'],
  search_none: ['没有找到“{text}”。', 'Nothing found for “{text}”.'],
  as_of: ['截至 {time}', 'as of {time}'],
  live: ['实时', 'Live'],
  stale: ['连接断开', 'Connection lost'],
  stale_more: [
    '与主机的连接断开，显示的是 {time} 的情况。正在重新连接。',
    'The connection to the host is lost. You see the state of {time}. Reconnecting.',
  ],
  virtual: ['时钟不是真实时间', 'The clock is not real time'],
  notices: ['通知', 'Notices'],
  notices_none: ['没有新通知。', 'No new notices.'],
  large: ['大字', 'Large type'],
  night: ['夜间', 'Night'],
  language: ['English', '中文'],
  person: ['当前人员', 'Signed in'],
  switch_person: ['换人（PIN）', 'Switch person (PIN)'],
  set_pin: ['设置 PIN', 'Set PIN'],
  change_password: ['修改密码', 'Change password'],
  lock_now: ['锁定', 'Lock'],
  sign_out: ['退出', 'Sign out'],
  choose_home: ['选择机构', 'Choose a home'],
  no_home: [
    '您的账号还没有加入任何机构。请联系管理员。',
    'Your account belongs to no home yet. Ask the administrator.',
  ],

  // Signing in
  sign_in: ['登录', 'Sign in'],
  user: ['用户名', 'User name'],
  password: ['密码', 'Password'],
  pin: ['PIN', 'PIN'],
  use_pin: ['用 PIN', 'Use the PIN'],
  use_password: ['用密码', 'Use the password'],
  pin_hint: [
    '本班在这台电脑上用密码登录过的人可以用 PIN。',
    'Who signed in here by password this shift may use the PIN.',
  ],
  must_change: ['请先设置新密码', 'Set a new password first'],
  must_change_more: [
    '现在的密码是一次性的。新密码至少 8 个字，只有您自己知道。',
    'The present password works once. Take a new one of 8 characters or more that only you know.',
  ],
  old_password: ['现在的密码', 'Present password'],
  new_password: ['新密码', 'New password'],
  new_password_again: ['再输一遍新密码', 'New password again'],
  passwords_differ: ['两遍新密码不一样。', 'The two new passwords differ.'],
  password_changed: ['密码已修改。', 'The password is changed.'],
  pin_changed: ['PIN 已设置。', 'The PIN is set.'],
  new_pin: ['新 PIN（4 至 8 位数字）', 'New PIN (4 to 8 digits)'],
  locked: ['已锁定', 'Locked'],
  locked_more: [
    '{name} 已离开 5 分钟。输入 PIN 或密码，回到刚才的页面；填写的内容都在。',
    '{name} was away for 5 minutes. Enter PIN or password to return to the same page; what was typed is kept.',
  ],
  ended_more: [
    '登录已到期。重新登录后回到刚才的页面；填写的内容都在。',
    'The session has ended. Sign in to return to the same page; what was typed is kept.',
  ],
  unlock: ['解锁', 'Unlock'],
  other_person: ['换一个人', 'Someone else'],

  // Recording
  save: ['记录', 'Record'],
  saving: ['正在记录，请等主机回答…', 'Recording, waiting for the host…'],
  saved: ['已记录', 'Recorded'],
  saved_more: ['{time} 记录，回执 {receipt}。', 'Recorded at {time}, receipt {receipt}.'],
  repeated_more: [
    '这条在 {time} 已经记录过（回执 {receipt}），没有重复。',
    'This was already recorded at {time} (receipt {receipt}); nothing was doubled.',
  ],
  not_saved: ['没有保存。', 'Not recorded.'],
  use_paper: ['没有保存。请先记在纸上。', 'Not recorded. Use paper.'],
  unsure: [
    '没有收到主机的回答，请当作没有保存。恢复后按“再试一次”，不会重复记录。',
    'The host did not answer: take it as not recorded. Press “Try again” later; nothing is doubled.',
  ],
  changed_after_unsure: [
    '上一次提交没有得到回答，可能已经记录。请先查看，再提交修改后的内容。',
    'The last try got no answer and may have been recorded. Look first, then submit what you changed.',
  ],
  check_fields: ['请改正标出的 {n} 项。', 'Correct the {n} marked fields.'],
  earlier: ['不是现在发生的', 'It did not happen just now'],
  happened_at: ['发生时间', 'When it happened'],
  draft_kept: ['上次没填完的内容已恢复。', 'What you had typed before is back.'],
  draft_drop: ['清空', 'Clear'],
  add_one: ['添加一项', 'Add one'],
  remove: ['去掉', 'Remove'],
  pick: ['输入文字查找…', 'Type to find…'],
  pick_none: ['没有可选的。', 'Nothing to choose.'],
  pick_number: ['编号', 'Number'],
  file_later: ['这里还不能上传文件。', 'Files cannot be uploaded here yet.'],
  clear: ['清除', 'Clear'],
  fault_required: ['请填写。', 'Please fill in.'],
  fault_integer: ['请填整数，例如 3。', 'Give a whole number such as 3.'],
  fault_decimal: ['请填数字，例如 0.5。', 'Give a number such as 0.5.'],
  fault_date: ['请按 2026-11-23 这样填写日期。', 'Give a date such as 2026-11-23.'],
  fault_instant: ['请填写日期和时间，例如 2026-11-23 14:05。', 'Give date and time such as 2026-11-23 14:05.'],
  date_hint: ['年-月-日', 'year-month-day'],
  time_hint: ['时:分', 'hh:mm'],
  now: ['现在', 'Now'],
  today: ['今天', 'Today'],

  // Failing
  offline: ['连不上主机。请检查网线或主机电源，再试一次。', 'The host cannot be reached. Check cable and power, then try again.'],
  host_failed: ['主机没有办成这件事。请再试一次；还不行就告诉管理员。', 'The host could not do this. Try again; if it fails again tell the administrator.'],
  too_long: ['主机 20 秒没有回答。', 'The host did not answer for 20 seconds.'],
  page_failed: ['这一页现在读不出来', 'This page cannot be read now'],
  part_failed: ['这一部分读不出来', 'This part cannot be read'],
  page_undrawn: ['这种页面在电脑上还看不到；可用命令行查询。', 'The desk cannot draw this kind of page yet; the command line can ask for it.'],
  page_gone: ['没有这一页，或者您没有权限。', 'There is no such page, or you may not see it.'],

  // List
  filter: ['在下面的行里查找', 'Find in the rows below'],
  filter_first: ['请先填写上面的：{names}。', 'Fill in above first: {names}.'],
  list_empty: ['这里还没有内容。', 'There is nothing here yet.'],
  list_filtered: ['没有符合条件的行。', 'No row fits.'],
  shown_of: ['{n} / {all} 行', '{n} of {all} rows'],
  show_more: ['再显示 {n} 行', 'Show {n} more'],
  actions: ['可以做的', 'What can be done'],
  record: ['档案', 'Record'],

  // Board
  board_total: ['床位', 'Beds'],
  board_empty: ['还没有床位。可以在“导入”里用表格录入房间和床位。', 'There are no beds yet. Bring rooms and beds in from a sheet under “Import”.'],
  board_occupancy: ['入住率 {rate}%', '{rate} % occupied'],
  board_filter_off: ['取消筛选', 'Show all'],
  past: ['看过去', 'Look back'],
  past_show: ['查看', 'Show'],
  past_now: ['回到现在', 'Back to now'],
  past_banner: ['这是 {time} 的床位情况，只能看，不能改。', 'These are the beds as recorded at {time}. You can look, not change.'],
  wall: ['大屏', 'Wall'],
  wall_off: ['退出大屏', 'Leave wall mode'],
  names_hide: ['隐藏姓名', 'Hide names'],
  names_show: ['显示姓名', 'Show names'],
  legend: ['图例', 'Legend'],
  level: ['护理等级', 'Care level'],
  days_in: ['{n} 天', '{n} d'],
  marked: ['已选 {title}。再选另一张床，按 {key}。Esc 取消。', '{title} is marked. Choose the other bed and press {key}. Esc cancels.'],
  not_here: ['这张床现在不能“{action}”。', '“{action}” is not possible on this bed now.'],
  ask_drop: ['{from} → {to}', '{from} → {to}'],
  keys_board: ['方向键移动，Enter 打开，{keys}', 'Arrows move, Enter opens, {keys}'],
  tone_free: ['空闲', 'Free'],
  tone_reserved: ['预定', 'Reserved'],
  tone_occupied: ['入住', 'Occupied'],
  tone_away: ['外出·住院', 'Away'],
  tone_cleaning: ['待清洁', 'Cleaning'],
  tone_isolated: ['隔离', 'Isolated'],
  tone_blocked: ['停用', 'Out of order'],
  tone_late: ['已晚', 'Late'],
  tone_alarm: ['警报', 'Alarm'],
  tone_plain: ['', ''],
  flag_fall: ['跌倒风险', 'Fall risk'],
  flag_allergy: ['过敏', 'Allergy'],
  flag_isolation: ['隔离', 'Isolation'],
  flag_oxygen: ['吸氧', 'Oxygen'],
  flag_dnr: ['不做心肺复苏', 'Do not resuscitate'],
  flag_wander: ['走失风险', 'May wander'],
  flag_swallow: ['噎食风险', 'May choke'],

  // Today
  today_title: ['今日待办', 'Today'],
  today_empty: ['今天没有待办。插件安排的事（清洁、巡查、发药……）到时间会出现在这里。', 'Nothing to do today. What plugins schedule (cleaning, patrols, doses) appears here in time.'],
  duty_missed: ['错过', 'Missed'],
  duty_late: ['已晚', 'Late'],
  duty_open: ['到时间', 'Due'],
  duty_due: ['到时间', 'Due'],
  duty_upcoming: ['未到时间', 'Later'],
  duty_planned: ['未到时间', 'Later'],
  duty_held: ['暂停', 'Held'],
  duty_done: ['已完成', 'Done'],
  duty_closed: ['已结束', 'Closed'],
  duty_at: ['应做时间', 'Due'],
  duty_kind: ['事项', 'Duty'],
  duty_subject: ['对象', 'For'],
  duty_state: ['状态', 'State'],
  duty_result: ['结果', 'Result'],
  duty_record: ['记录结果', 'Record'],
  duty_correct: ['更正', 'Correct'],
  outcome: ['结果', 'Outcome'],
  reason: ['原因', 'Reason'],
  second: ['第二人签名', 'Second signer'],
  second_more: ['请另一位同事输入自己的用户名和 PIN 或密码。', 'Another colleague enters their own name and PIN or password.'],

  // Import
  import_title: ['从表格导入', 'Import from a sheet'],
  import_kind: ['导入什么', 'What'],
  import_columns: ['表头应有：', 'Headings:'],
  import_file: ['选择 CSV 文件', 'Choose a CSV file'],
  import_try: ['先试一遍（不保存）', 'Try first (nothing is saved)'],
  import_run: ['导入 {n} 行', 'Import {n} rows'],
  import_running: ['正在处理…', 'Working…'],
  import_tried: ['试过了：共 {rows} 行，{ok} 行可以导入，{bad} 行有问题。还没有保存。', 'Tried: {rows} rows, {ok} can be imported, {bad} have faults. Nothing is saved yet.'],
  import_done: ['已导入 {ok} 行，{bad} 行没有导入。编号 {id}。', '{ok} rows imported, {bad} not. Import number {id}.'],
  import_undo: ['撤销这次导入', 'Undo this import'],
  import_undone: ['已撤销，回执 {receipt}。', 'Undone, receipt {receipt}.'],
  import_reject: ['下载有问题的行', 'Download the rows with faults'],
  import_gbk: ['这个文件是 GBK 编码，已转成 UTF-8。', 'The file was in GBK and was turned into UTF-8.'],
  import_row: ['行', 'Row'],
  import_field: ['列', 'Column'],
  import_fault: ['问题', 'Fault'],
  import_none: ['没有可以导入的内容，或者您没有权限。', 'Nothing can be imported, or you may not.'],

  // Plugins
  plugins_title: ['插件', 'Plugins'],
  plugin_name: ['名称', 'Name'],
  plugin_version: ['版本', 'Version'],
  plugin_state: ['状态', 'State'],
  plugin_reason: ['原因', 'Reason'],
  plugin_overrides: ['本院的改动：', 'Changed here: '],
  state_enabled: ['启用', 'Enabled'],
  state_running: ['运行', 'Running'],
  state_ready: ['启用', 'Ready'],
  state_live: ['启用', 'Live'],
  state_disabled: ['停用', 'Disabled'],
  state_quarantined: ['已隔离', 'Quarantined'],
  state_failed: ['出错', 'Failed'],
  state_faulty: ['声明有误', 'Faulty declaration'],
  state_safe: ['安全模式', 'Safe mode'],

  // Help
  help: ['快捷键', 'Keys'],
  help_search: ['查找', 'Find'],
  help_esc: ['退一步；填写的内容会保留', 'One step back; what you typed is kept'],
  help_enter: ['在侧边打开', 'Open beside'],
  help_shift: ['整页打开', 'Open as a page'],
  help_move: ['移动', 'Move'],
  help_help: ['这张表', 'This list'],
};

/** The text of `key` in the person's language, with {name}s filled in. */
export function t(key, values) {
  const pair = texts[key];
  let text = pair ? pair[prefs.lang === 'en' ? 1 : 0] : key;
  if (values) {
    text = text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? '');
  }
  return text;
}

/** Whether there is a text for `key`. */
export function has(key) {
  return key in texts;
}

/** The name of a declared thing ({zh, en}) in the person's language. */
export function named(thing, otherwise = '') {
  if (!thing) return otherwise;
  const first = prefs.lang === 'en' ? thing.en : thing.zh;
  return first || thing.zh || thing.en || thing.name || thing.value || otherwise;
}
